"""What every store promises, on mockfirestore and on the official emulator."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Protocol, TypeVar

import pytest

from mock_backend.store.repository import (
    Conflict,
    Document,
    Exists,
    Invalid,
    Missing,
    Repository,
    Where,
)

T = TypeVar("T")


class Do(Protocol):
    """Runs one call of the store to its end."""

    def __call__(self, work: Awaitable[T]) -> T: ...


PATH = "interviews/one"
EVERY_TYPE: Document = {
    "nothing": None,
    "yes": True,
    "count": -(2**63),
    "share": 0.5,
    "text": "Ünïcode 🎓",
    "raw": b"\x00\xff",
    "at": datetime(2026, 1, 2, 3, 4, 5, 678901, UTC),
    "list": [1, "two", {"three": [3]}],
    "map": {"a.b": {"c d": []}, "empty": {}},
}


@pytest.fixture
def do(runner: asyncio.Runner) -> Do:
    async def awaited(work: Awaitable[T]) -> T:
        return await work

    def run(work: Awaitable[T]) -> T:
        return runner.run(awaited(work))

    return run


def test_what_was_created_is_read_back(store: Repository, do: Do) -> None:
    version = do(store.create(PATH, EVERY_TYPE))

    stored = do(store.read(PATH))

    assert stored.document == EVERY_TYPE
    assert (stored.version, stored.path, stored.id) == (version, PATH, "one")


def test_an_empty_document_exists(store: Repository, do: Do) -> None:
    do(store.create(PATH, {}))

    assert do(store.read(PATH)).document == {}


def test_an_instant_comes_back_in_utc(store: Repository, do: Do) -> None:
    local = datetime(2026, 1, 2, 5, 0, tzinfo=timezone(timedelta(hours=2)))
    do(store.create(PATH, {"at": local}))

    at = do(store.read(PATH)).document["at"]

    assert isinstance(at, datetime)
    assert (at, at.utcoffset()) == (local, timedelta(0))


def test_a_document_that_is_not_there_is_missing(store: Repository, do: Do) -> None:
    with pytest.raises(Missing):
        do(store.read(PATH))
    with pytest.raises(Missing):
        do(store.replace(PATH, {"a": 1}, expect=None))
    with pytest.raises(Missing):
        do(store.delete(PATH))


def test_reading_what_is_missing_does_not_create_it(store: Repository, do: Do) -> None:
    with pytest.raises(Missing):
        do(store.read(PATH))

    assert do(store.list("interviews")) == []


def test_a_second_create_is_refused_and_changes_nothing(store: Repository, do: Do) -> None:
    do(store.create(PATH, {"a": 1}))

    with pytest.raises(Exists):
        do(store.create(PATH, {"a": 2}))

    assert do(store.read(PATH)).document == {"a": 1}


def test_replacing_drops_the_fields_that_are_gone(store: Repository, do: Do) -> None:
    first = do(store.create(PATH, {"a": 1, "b": {"c": 1}}))

    second = do(store.replace(PATH, {"b": {"d": 2}}, expect=first))

    stored = do(store.read(PATH))
    assert stored.document == {"b": {"d": 2}}
    assert stored.version == second != first


def test_the_second_of_two_writers_loses(store: Repository, do: Do) -> None:
    seen = do(store.create(PATH, {"a": 0}))
    do(store.replace(PATH, {"a": 1}, expect=seen))

    with pytest.raises(Conflict):
        do(store.replace(PATH, {"a": 2}, expect=seen))

    assert do(store.read(PATH)).document == {"a": 1}


def test_of_many_writers_at_once_exactly_one_wins(store: Repository, do: Do) -> None:
    seen = do(store.create(PATH, {"by": -1}))

    async def race() -> list[object]:
        tries = (store.replace(PATH, {"by": n}, expect=seen) for n in range(8))
        return await asyncio.gather(*tries, return_exceptions=True)

    ended = do(race())

    won = [n for n, result in enumerate(ended) if isinstance(result, str)]
    assert len(won) == 1
    assert all(isinstance(result, (str, Conflict)) for result in ended)
    assert do(store.read(PATH)).document == {"by": won[0]}


def test_a_version_does_not_come_back_after_a_delete(store: Repository, do: Do) -> None:
    old = do(store.create(PATH, {"a": 1}))
    do(store.delete(PATH))
    do(store.create(PATH, {"a": 1}))

    with pytest.raises(Conflict):
        do(store.replace(PATH, {"a": 2}, expect=old))


def test_a_deleted_document_is_missing(store: Repository, do: Do) -> None:
    do(store.create(PATH, {"a": 1}))

    do(store.delete(PATH))

    with pytest.raises(Missing):
        do(store.read(PATH))
    assert do(store.list("interviews")) == []


def test_what_a_caller_changes_later_is_not_stored(store: Repository, do: Do) -> None:
    given: dict[str, Any] = {"list": [1], "map": {"a": 1}}
    do(store.create(PATH, given))
    given["list"].append(2)

    read: dict[str, Any] = do(store.read(PATH)).document
    read["map"]["a"] = 2

    assert do(store.read(PATH)).document == {"list": [1], "map": {"a": 1}}


def test_a_list_holds_one_collection_in_order(store: Repository, do: Do) -> None:
    for path in ("interviews/b", "interviews/a", "users/c", "interviews/a/turns/d"):
        do(store.create(path, {"path": path}))

    assert [one.path for one in do(store.list("interviews"))] == ["interviews/a", "interviews/b"]
    assert [one.id for one in do(store.list("interviews/a/turns"))] == ["d"]
    assert do(store.read("interviews/a")).document == {"path": "interviews/a"}


@pytest.mark.parametrize("field", ["userId", "route"])
def test_a_list_can_be_of_one_value(store: Repository, do: Do, field: str) -> None:
    do(store.create("interviews/a", {field: "x"}))
    do(store.create("interviews/b", {field: "y"}))
    do(store.create("interviews/c", {"other": "x"}))
    do(store.replace("interviews/b", {field: "x"}, expect=None))
    do(store.create("interviews/d", {field: "x"}))
    do(store.delete("interviews/d"))

    found = do(store.list("interviews", Where(field, "x")))

    assert [one.id for one in found] == ["a", "b"]


def test_clearing_removes_what_was_written(store: Repository, do: Do) -> None:
    do(store.create(PATH, {"a": 1}))
    do(store.create("users/u", {"a": 1}))

    do(store.clear())

    assert do(store.list("interviews")) == do(store.list("users")) == []


@pytest.mark.parametrize(
    "path",
    ["", "one", "a/b/c", "a//b", "a/.", "a/..", "a/__b__", "a/" + "x" * 1501, "a/" + "ü" * 751],
)
def test_a_path_that_firestore_refuses_is_invalid(store: Repository, do: Do, path: str) -> None:
    for act in (
        store.read(path),
        store.create(path, {}),
        store.replace(path, {}, expect=None),
        store.delete(path),
    ):
        with pytest.raises(Invalid):
            do(act)


@pytest.mark.parametrize("name", ["__b_", "_", "____x", "x" * 1500, "ü" * 750, "a b", "%2F", "☃"])
def test_an_id_that_firestore_accepts_is_valid(store: Repository, do: Do, name: str) -> None:
    do(store.create(f"interviews/{name}", {"a": 1}))

    assert do(store.read(f"interviews/{name}")).id == name


@pytest.mark.parametrize(
    "document",
    [
        {"": 1},
        {"__a__": 1},
        {"a": 2**63},
        {"a": [[1]]},
        {"a": "\ud800"},
        {"a": "x" * 1_048_577},
        {"a": {1, 2}},
        {"a": object()},
    ],
    ids=["no name", "reserved", "int", "list in list", "surrogate", "size", "set", "object"],
)
def test_a_document_that_firestore_refuses_is_invalid(
    store: Repository, do: Do, document: Document
) -> None:
    with pytest.raises(Invalid):
        do(store.create(PATH, document))

    with pytest.raises(Missing):
        do(store.read(PATH))
