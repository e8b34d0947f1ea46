"""What Firestore accepts as an id, a path and a document, checked before any adapter is asked.

Limits and their source: firebase.google.com/docs/firestore/quotas ("Limits"), sizes:
firebase.google.com/docs/firestore/storage-size.
"""

from collections.abc import Mapping
from datetime import datetime

from mock_backend.store.repository import Document, Invalid, Value

ID_BYTES = 1_500
DOCUMENT_BYTES = 1_048_576
DEPTH = 20
_INT64 = 2**63
_FIXED_SIZE = 8


def is_valid_id(text: str) -> bool:
    """Whether Firestore takes the text as a document's or collection's id."""
    if text in ("", ".", "..") or "/" in text:
        return False
    if text.startswith("__") and text.endswith("__") and len(text) >= 4:
        return False
    return 0 < _utf8_size(text) <= ID_BYTES


def check_path(path: str) -> None:
    """Raises Invalid unless the path names a document."""
    segments = path.split("/")
    if len(segments) % 2 or not all(map(is_valid_id, segments)):
        raise Invalid(f"not the path of a document: {path!r}")


def check_collection(path: str) -> None:
    """Raises Invalid unless the path names a collection."""
    segments = path.split("/")
    if len(segments) % 2 == 0 or not all(map(is_valid_id, segments)):
        raise Invalid(f"not the path of a collection: {path!r}")


def check_document(path: str, document: Document) -> None:
    """Raises Invalid for a value, a name, a depth or a size that Firestore would not store."""
    if not isinstance(document, Mapping):
        raise Invalid(f"{path}: a document maps names to values")
    size = sum(_utf8_size(segment) + 1 for segment in path.split("/")) + 16 + 32
    size += _map_size(document, 0)
    if size > DOCUMENT_BYTES:
        raise Invalid(f"{path}: {size} bytes are more than {DOCUMENT_BYTES}")


def _utf8_size(text: str) -> int:
    """The length in bytes, or -1 for text that UTF-8 cannot carry (a lone surrogate)."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        return -1


def _map_size(fields: Mapping[str, Value], depth: int) -> int:
    return sum(_name_size(name) + _value_size(value, depth) for name, value in fields.items())


def _name_size(name: object) -> int:
    size = _utf8_size(name) if isinstance(name, str) else -1
    reserved = isinstance(name, str) and name.startswith("__") and name.endswith("__")
    if not 0 < size <= ID_BYTES or reserved:
        raise Invalid(f"not a field's name: {name!r}")
    return size + 1


def _value_size(value: Value, depth: int) -> int:
    match value:
        case None | bool():
            return 1
        case int() if not -_INT64 <= value < _INT64:
            raise Invalid(f"not a 64-bit integer: {value}")
        case int() | float() | datetime():
            return _FIXED_SIZE
        case str():
            return _text_size(value)
        case bytes():
            return len(value)
        case _:
            return _nested_size(value, depth + 1)


def _text_size(text: str) -> int:
    size = _utf8_size(text)
    if size < 0:
        raise Invalid("text that UTF-8 cannot carry")
    return size + 1


def _nested_size(value: Value, depth: int) -> int:
    if depth > DEPTH:
        raise Invalid(f"nested deeper than {DEPTH}")
    if isinstance(value, Mapping):
        return _map_size(value, depth)
    if not isinstance(value, list):
        raise Invalid(f"a {type(value).__name__} cannot be stored")
    if any(isinstance(inner, list) for inner in value):
        raise Invalid("a list cannot stand straight inside a list")
    return sum(_value_size(inner, depth) for inner in value)
