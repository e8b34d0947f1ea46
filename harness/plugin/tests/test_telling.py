"""How an assert of a scenario is named, whatever ids its message tells."""

import pytest

from harness.plugin.telling import claimed


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "    assert journey.runner.ended is READY, journey.story()\n",
            "journey.runner.ended is READY",
        ),
        ("assert not found", "not found"),
        ("    assert (", ""),
        ("    stage.server.document(id)", ""),
        ("", ""),
    ],
)
def test_the_condition_is_told(line: str, said: str) -> None:
    assert claimed(line) == said
