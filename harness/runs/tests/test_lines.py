import errno
import os
from contextlib import closing
from pathlib import Path

import pytest

from harness.errors import BadRun, NotSaved
from harness.runs import lines
from harness.runs.place import HEAD


def test_what_is_appended_is_read_back_in_order(tmp_path: Path) -> None:
    with closing(lines.Lines(tmp_path / "a.jsonl")) as file:
        file.append({"a": 1})
        file.append(["é", "\u2028", None])

    assert list(lines.read(tmp_path / "a.jsonl")) == [{"a": 1}, ["é", "\u2028", None]]
    assert lines.torn(tmp_path / "a.jsonl") == ""


def test_half_a_surrogate_pair_does_not_stop_the_recording(tmp_path: Path) -> None:
    with closing(lines.Lines(tmp_path / "a.jsonl")) as file:
        file.append("bad \ud800 end")

    assert list(lines.read(tmp_path / "a.jsonl")) == ["bad ? end"]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_torn_last_line_is_left_out_and_told(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":1}\n' + b'{"b":[1,2,3]}\n'[:cut])

    assert list(lines.read(path)) == [{"a": 1}]
    assert "a.jsonl is cut short" in lines.torn(path)


def test_a_last_line_that_only_lacks_its_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a":1}\n{"b":2}')

    assert list(lines.read(path)) == [{"a": 1}, {"b": 2}]
    assert lines.torn(path) == ""


def test_a_long_torn_line_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n" + b'"' + b"x" * (3 * lines.BLOCK))

    assert f"{3 * lines.BLOCK + 1} bytes" in lines.torn(path)


def test_a_damaged_line_in_the_middle_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n{\n3\n")

    with pytest.raises(BadRun, match="line 2"):
        list(lines.read(path))


class FullDisk:
    """A file that takes `room` bytes and no more."""

    def __init__(self, path: Path, room: int) -> None:
        self.file = path.open("ab", buffering=0)
        self.room = room

    def write(self, data: memoryview) -> int:
        if self.room == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = self.file.write(data[: self.room])
        self.room -= taken
        return taken

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)


def test_a_full_disk_is_one_clear_error_and_what_was_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / HEAD).write_text("{}")
    file = lines.Lines(tmp_path / "a.jsonl")
    disk = FullDisk(tmp_path / "a.jsonl", room=14)
    monkeypatch.setattr(file, "_file", disk)
    file.append({"a": 1})

    with pytest.raises(NotSaved, match="No space left on device"):
        file.append({"b": 2})
    disk.room = 1_000
    with pytest.raises(NotSaved, match="layerproof report"):
        file.append({"c": 3})
    file.close()

    assert list(lines.read(tmp_path / "a.jsonl")) == [{"a": 1}]
    assert lines.torn(tmp_path / "a.jsonl") == ""


def test_a_full_disk_does_not_promise_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(lines.Lines(tmp_path / "a.jsonl")) as file:
        monkeypatch.setattr(file, "_file", FullDisk(tmp_path / "a.jsonl", room=3))

        with pytest.raises(NotSaved) as refused:
            file.append({"a": 1})

    assert "No space left on device" in str(refused.value)
    assert "layerproof report" not in str(refused.value)
