"""Where a run ended, in words that two runs share."""

import pytest

from harness.racing.outcome import Ended


@pytest.mark.parametrize(
    ("came", "said", "fails"),
    [
        (Ended(("ready by storage",), ()), "ready by storage", False),
        (Ended((), ()), "no runner", False),
        (Ended(("ready by server", "stuck"), ()), "ready by server then stuck", False),
        (
            Ended(("error not-found",), ("starter-stores-first", "url-id-resolves")),
            "error not-found; breaks starter-stores-first, url-id-resolves",
            True,
        ),
        (Ended((), (), "not observed: x"), "no runner; not observed: x", True),
    ],
)
def test_an_end_is_said_in_one_line(came: Ended, said: str, fails: bool) -> None:
    assert str(came) == said
    assert came.is_failing is fails
