"""Changed texts: exactly one place, in one file, and composed with what changed before."""

import pytest

from mock_backend import edit
from mock_backend.seams import SOUND


def test_a_change_is_made_to_its_asset_alone() -> None:
    seams = edit.asset(SOUND, "one.js", ("wait", "go"), ("go on", "stop"))

    assert seams.asset("one.js", b"wait on") == b"stop"
    assert seams.asset("two.js", b"wait on") == b"wait on"


def test_a_change_is_made_to_its_page_alone() -> None:
    seams = edit.page(SOUND, "org", ("<h1>", "<h2>"))

    assert seams.page("org", "<h1>") == "<h2>"
    assert seams.page("admin", "<h1>") == "<h1>"


def test_two_changes_of_one_asset_compose() -> None:
    seams = edit.asset(edit.asset(SOUND, "one.js", ("a", "b")), "one.js", ("c", "d"))

    assert seams.asset("one.js", b"ac") == b"bd"


@pytest.mark.parametrize("text", ["", "old old"])
def test_what_does_not_stand_there_once_is_refused(text: str) -> None:
    with pytest.raises(edit.Unchanged, match=r"one\.js has \d times what a defect replaces: 'old'"):
        edit.edited("one.js", text, ("old", "new"))
