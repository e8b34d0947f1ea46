from pathlib import Path

import pytest

from harness.errors import NotSaved
from reports.output import put


def test_folders_are_made_and_half_a_pair_is_no_obstacle(tmp_path: Path) -> None:
    path = put(tmp_path / "new" / "a.txt", "x\ud800é")

    assert path.read_text("utf-8") == "x?é"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(NotSaved, match="file"):
        put(tmp_path / "file" / "a.txt", "x")
