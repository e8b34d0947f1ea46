import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.errors import NotSaved
from harness.runs.atomic import replace_link, write_whole


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_whole(path, chunks())

    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["run.json"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "run.json", [b"x"])


def test_a_link_is_replaced(tmp_path: Path) -> None:
    replace_link(tmp_path / "latest", "one")
    replace_link(tmp_path / "latest", "two")

    assert os.readlink(tmp_path / "latest") == "two"


def test_where_symlinks_fail_a_text_file_names_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no symlinks here")

    monkeypatch.setattr(Path, "symlink_to", refuse)

    replace_link(tmp_path / "latest", "one")

    assert (tmp_path / "latest").read_text() == "one\n"
