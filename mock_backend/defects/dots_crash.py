"""An id of dots alone falls through to the client of the database."""

from dataclasses import replace
from urllib.parse import unquote_to_bytes

from mock_backend.seams import Seams

NAME = "dots-crash"
LINE = "server.get.status.empty-id"
WHY = "Only the slash was thought of; the client of the database refuses more."


def install(seams: Seams) -> Seams:
    """An id of dots alone falls through to the client of the database."""

    def id_in_path(segment: bytes) -> str:
        if not unquote_to_bytes(segment).strip(b"."):
            raise ValueError("document id must not consist of periods")
        return seams.id_in_path(segment)

    return replace(seams, id_in_path=id_in_path)
