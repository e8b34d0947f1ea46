"""An id with an encoded slash gives 500 with the internal message."""

from dataclasses import replace
from urllib.parse import unquote

from mock_backend.problem import Answered
from mock_backend.seams import Seams
from mock_backend.store.validity import is_valid_id

NAME = "encoded-slash-crashes"
LINE = "server.get.status.400"
WHY = "The id goes into the path of a document unchecked, and the error to the caller unread."


def install(seams: Seams) -> Seams:
    """An id with an encoded slash gives 500 with the internal message."""
    return replace(seams, id_in_path=unchecked, crashed=told)


def unchecked(segment: bytes) -> str:
    """The id as the database's client would complain of it."""
    text = unquote(segment.decode())
    if not is_valid_id(text):
        raise ValueError(f"A document must have an even number of path elements: interviews/{text}")
    return text


def told(error: Exception) -> Answered:
    """The error with all that it says."""
    return Answered(500, "internal", f"{type(error).__name__}: {error}")
