"""Documents in the control plane's JSON: an instant is `{"$time": "2026-01-02T03:04:05Z"}`."""

from collections.abc import Mapping
from datetime import UTC, datetime

from mock_backend.problem import Problem
from mock_backend.store.repository import Document, Invalid, Missing, Repository, Value

_TIME = "$time"


async def planted(store: Repository, path: str, fields: Mapping[str, object]) -> None:
    """Writes the document, whether or not there was one; raises Problem for a bad one."""
    try:
        document = {name: _stored(value) for name, value in fields.items()}
        try:
            await store.replace(path, document, expect=None)
        except Missing:
            await store.create(path, document)
    except (Invalid, ValueError) as error:
        raise Problem("invalid-request", f"{path}: {error}") from error


def shown(document: Document) -> object:
    """A stored document in the control plane's JSON."""
    return _shown(document)


def _stored(value: object) -> Value:
    if isinstance(value, Mapping):
        if set(value) == {_TIME}:
            return _instant(str(value[_TIME]))
        return {str(name): _stored(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_stored(inner) for inner in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise ValueError(f"{type(value).__name__} cannot be stored")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _shown(value: Value) -> object:
    if isinstance(value, datetime):
        return {_TIME: value.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    if isinstance(value, Mapping):
        return {name: _shown(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shown(inner) for inner in value]
    return value
