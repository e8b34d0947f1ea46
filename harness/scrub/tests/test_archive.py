import gzip
import io
import zipfile
from pathlib import Path

import pytest

from harness.errors import NotSaved
from harness.scrub.archive import scrub_file, scrubbed
from harness.scrub.scrub import Scrubber

SECRET = "canary-0123456789"
SCRUBBER = Scrubber([SECRET])
PNG = b"\x89PNG\r\n\x1a\n" + SECRET.encode()


def zipped(**members: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    return found.getvalue()


def test_members_are_scrubbed_however_deep_they_lie(tmp_path: Path) -> None:
    text = f"x {SECRET} y".encode()
    inner = zipped(deep=text, squeezed=gzip.compress(text))
    path = tmp_path / "trace.zip"
    path.write_bytes(zipped(plain=text, inner=inner, **{f"{SECRET}.json": b"{}"}))

    scrub_file(path, SCRUBBER)

    with zipfile.ZipFile(path) as found:
        assert sorted(found.namelist()) == ["(masked).json", "inner", "plain"]
        assert found.read("plain") == b"x (masked) y"
        with zipfile.ZipFile(io.BytesIO(found.read("inner"))) as deeper:
            assert deeper.read("deep") == b"x (masked) y"
            assert gzip.decompress(deeper.read("squeezed")) == b"x (masked) y"
    assert list(tmp_path.iterdir()) == [path]


def test_pictures_stay_what_they_are() -> None:
    assert scrubbed(PNG, SCRUBBER) == PNG


def test_what_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "trace.zip"
    path.write_bytes(zipped(plain=b"x")[:30])

    with pytest.raises(NotSaved, match="is not kept"):
        scrub_file(path, SCRUBBER)
    assert list(tmp_path.iterdir()) == []
