"""Which items a scenario becomes."""

from pathlib import Path

import pytest

from harness.plugin.tests.suite import play

SOURCE = """
from harness.scenario import each, under

@under("offline", "storage-empty+latency:20ms")
def test_under(stage, starter):
    pass

def test_plain(stage):
    pass

@each("starter", "student", "org")
def test_by_hand(stage, starter):
    pass

def test_ordinary():
    pass
"""


def items(folder: Path, *arguments: str) -> set[str]:
    """The names of what would be played."""
    said = play(folder, SOURCE, "--collect-only", "-q", *arguments).said
    return {line.partition("::")[2] for line in said.splitlines() if "::" in line}


def test_one_item_for_each_starter_and_condition(tmp_path: Path) -> None:
    names = items(tmp_path, "--starter=admin", "--starter=org")
    assert names == {
        "test_under[org-offline]",
        "test_under[org-storage-empty+latency:20ms]",
        "test_under[admin-offline]",
        "test_under[admin-storage-empty+latency:20ms]",
        "test_plain",
        "test_by_hand[student]",
        "test_by_hand[org]",
        "test_ordinary",
    }


@pytest.mark.parametrize("asked", ["offline,storage-empty", "offline+storage-empty"])
def test_under_takes_the_place_of_the_named_conditions(tmp_path: Path, asked: str) -> None:
    names = items(tmp_path, "--starter=org", "--only=test_under", f"--under={asked}")
    assert names == {"test_under[org-offline+storage-empty]", "test_ordinary"}


def test_only_matches_names_and_files_in_words(tmp_path: Path) -> None:
    assert "test_plain" in items(tmp_path, "--only=TEST_IT")
    assert items(tmp_path, "--only=by hand", "--only=nothing else") == {
        "test_by_hand[student]",
        "test_by_hand[org]",
        "test_ordinary",
    }
