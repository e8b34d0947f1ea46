from pathlib import Path

from setup import stamp
from setup.stamp import Stamp

STAMP = Stamp("/a/.venv", "3.11.9", "0" * 64, "1" * 64, ["one"], ["lib/one"])


def test_what_was_written_is_read(tmp_path: Path) -> None:
    stamp.write(tmp_path / "stamp.json", STAMP)

    assert stamp.read(tmp_path / "stamp.json") == STAMP
    assert [path.name for path in tmp_path.iterdir()] == ["stamp.json"]


def test_what_is_no_stamp_is_none(tmp_path: Path) -> None:
    path = tmp_path / "stamp.json"

    assert stamp.read(path) is None
    for text in ("", "[]", '{"place": 1}'):
        path.write_text(text, encoding="utf-8")
        assert stamp.read(path) is None


def test_one_byte_changes_the_digest(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")

    assert stamp.digest(tmp_path / "a") != stamp.digest(tmp_path / "b")
