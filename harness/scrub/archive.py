"""Scrubs files in place, whole or not at all; archives member by member, however deep."""

import gzip
import io
import os
import zipfile
from pathlib import Path

from harness.errors import NotSaved
from harness.scrub.scrub import Scrubber

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# Pictures and fonts hold no text that could be replaced in them.
_LEFT = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"wOF2", b"GIF8", b"\x1aE\xdf\xa3")


def scrub_file(path: Path, scrubber: Scrubber) -> None:
    """Takes the secrets out of a file; raises NotSaved where it cannot be written anew, and then
    the file is gone: better no evidence than a secret.
    """
    beside = path.with_name(f".{path.name}.scrubbed")
    try:
        beside.write_bytes(scrubbed(path.read_bytes(), scrubber))
        os.replace(beside, path)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        beside.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise NotSaved(
            f"{path} could not be cleared of secrets, and is not kept: {error}."
        ) from error


def scrubbed(data: bytes, scrubber: Scrubber) -> bytes:
    """The data without secrets; an archive's members, names included."""
    if data.startswith(_ZIP):
        return _zip(data, scrubber)
    if data.startswith(_GZIP):
        return gzip.compress(scrubbed(gzip.decompress(data), scrubber), mtime=0)
    if data.startswith(_LEFT):
        return data
    return scrubber.data(data)


def _zip(data: bytes, scrubber: Scrubber) -> bytes:
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            name = scrubber.data(member.filename.encode()).decode("utf-8", "replace")
            kept = zipfile.ZipInfo(name, member.date_time)
            kept.compress_type = member.compress_type
            kept.external_attr = member.external_attr
            target.writestr(kept, scrubbed(source.read(member), scrubber))
    return found.getvalue()
