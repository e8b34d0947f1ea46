"""An interview's id: how a new one is made, where its document lies, how it is read from a URL."""

import secrets
import string
from urllib.parse import unquote_to_bytes

from mock_backend.problem import Problem
from mock_backend.store.validity import is_valid_id

_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 20


def new_id() -> str:
    """Twenty letters and digits, as Firestore's own clients make them."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def path_of(interview_id: str) -> str:
    """Where the interview's document lies."""
    return f"interviews/{interview_id}"


def checked_id(text: str) -> str:
    """The id itself; raises Problem("invalid-id") if Firestore would not accept it."""
    if not is_valid_id(text):
        raise Problem("invalid-id")
    return text


def id_in_path(segment: bytes) -> str:
    """The id in one raw, still encoded segment of a URL; raises Problem("invalid-id")."""
    try:
        return checked_id(unquote_to_bytes(segment).decode())
    except UnicodeDecodeError as error:
        raise Problem("invalid-id") from error
