"""What a scenario's decorators and docstring say."""

from types import SimpleNamespace
from typing import cast

import pytest

from harness.plugin.marking import title


def titled(docstring: str | None) -> str:
    def test_what_it_is() -> None: ...

    test_what_it_is.__doc__ = docstring
    item = SimpleNamespace(function=test_what_it_is, name="test_what_it_is")
    return title(cast("pytest.Item", item))


@pytest.mark.parametrize(
    ("docstring", "said"),
    [
        ("It is so.", "It is so."),
        ("It is so, for one that is\n    there and one that is not.\n    ", None),
        ("It is so. Where it is not: it is told.", "It is so."),
        ("After 3.5 s it is so.\n\n    More of it.", "After 3.5 s it is so."),
        ("", "what it is"),
        (None, "what it is"),
    ],
)
def test_a_title_is_the_first_sentence_to_its_end(docstring: str | None, said: str | None) -> None:
    whole = "It is so, for one that is there and one that is not."

    assert titled(docstring) == (said or whole)
