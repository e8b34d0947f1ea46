from datetime import date

import pytest

from harness.errors import BadSetting, UnknownName
from harness.judge.accepted import accept, read_accepted
from harness.model.run import Finding

ENTRY = """
[[accepted]]
invariant = "waits-grow"
starter = "org"
reason = "The old client."
owner = "platform"
expires = 2027-03-31
"""
FOUND = Finding("waits-grow", "l", "r", "org", "server", (), "j1.1", (), "")


def read(text: str) -> tuple[object, ...]:
    return read_accepted(text, where="a.toml", invariants=["waits-grow"], starters=["org"])


def marked(text: str, today: date, starter: str = "org") -> str:
    known = read_accepted(text, where="a", invariants=["waits-grow"], starters=["org", "admin"])
    finding = Finding("waits-grow", "l", "r", starter, "server", (), "j1.1", (), "")
    return accept([finding], known, today)[0].accepted


def test_an_accepted_finding_says_why_by_whom_and_until_when() -> None:
    assert marked(ENTRY, date(2027, 3, 31)) == "The old client. (platform, until 2027-03-31)"


def test_it_counts_again_when_its_day_is_over() -> None:
    assert marked(ENTRY, date(2027, 4, 1)) == ""


def test_another_starter_is_not_accepted() -> None:
    assert marked(ENTRY, date(2027, 1, 1), "admin") == ""


def test_without_a_starter_all_are() -> None:
    assert marked(ENTRY.replace('starter = "org"', ""), date(2027, 1, 1), "admin")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('owner = "platform"', "", "lacks 'owner'"),
        ('owner = "platform"', 'owner = " "', "lacks 'owner'"),
        ("expires = 2027-03-31", 'expires = "soon"', "as a date"),
        ('starter = "org"', "until = 3", "known keys"),
        ("[[accepted]]", "[accepted]", "something else"),
        ("[[accepted]]", "[[accepted", "not TOML"),
    ],
)
def test_what_cannot_be_used_is_said(old: str, new: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said.replace("[", r"\[")):
        read(ENTRY.replace(old, new))


def test_an_unknown_invariant_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'waits-grow'"):
        read(ENTRY.replace("waits-grow", "wait-grows"))


def test_an_unknown_starter_is_refused() -> None:
    with pytest.raises(UnknownName):
        read(ENTRY.replace('"org"', '"orgs"'))
