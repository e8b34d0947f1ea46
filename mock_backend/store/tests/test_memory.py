"""The memory store against a plain dict, whatever is done to it."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import Conflict, Document, Exists, Missing, Where

T = TypeVar("T")

names = st.sampled_from(["interviews/a", "interviews/b", "users/a", "interviews/a/turns/b"])
documents = st.dictionaries(
    st.sampled_from(["userId", "orgId", "list", "map"]),
    st.one_of(
        st.sampled_from(["x", "y"]),
        st.lists(st.integers(-5, 5), max_size=3),
        st.dictionaries(st.sampled_from(["p", "q"]), st.integers(-5, 5), max_size=2),
    ),
    max_size=3,
)


def now(work: "Coroutine[Any, Any, T]") -> T:
    """Runs what the memory store does, which never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise AssertionError("the memory store waited")


class Memory(RuleBasedStateMachine):
    """The store and a dict, changed alike."""

    versions = Bundle("versions")

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.model: dict[str, tuple[Document, str]] = {}

    @rule(target=versions, path=names, document=documents)
    def create(self, path: str, document: Document) -> str:
        try:
            version = now(self.store.create(path, document))
        except Exists:
            assert path in self.model
            return self.model[path][1]
        assert path not in self.model
        self.model[path] = (document, version)
        return version

    @rule(target=versions, path=names, document=documents, expect=st.none() | versions)
    def replace(self, path: str, document: Document, expect: str | None) -> str:
        try:
            version = now(self.store.replace(path, document, expect=expect))
        except Missing:
            assert path not in self.model
            return ""
        except Conflict:
            assert self.model[path][1] != expect
            return self.model[path][1]
        assert expect in (None, self.model[path][1])
        self.model[path] = (document, version)
        return version

    @rule(path=names)
    def delete(self, path: str) -> None:
        try:
            now(self.store.delete(path))
        except Missing:
            assert path not in self.model
            return
        del self.model[path]

    @invariant()
    def each_document_is_as_it_was_written(self) -> None:
        for path, (document, version) in self.model.items():
            stored = now(self.store.read(path))
            assert (stored.document, stored.version) == (document, version)

    @invariant()
    def each_list_holds_what_matches(self) -> None:
        for collection, field in (("interviews", "userId"), ("users", "orgId"), ("users", "map")):
            found = now(self.store.list(collection, Where(field, "x")))
            assert [one.path for one in found] == sorted(
                path
                for path, (document, _) in self.model.items()
                if path.rpartition("/")[0] == collection and document.get(field) == "x"
            )


Memory.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestMemory = Memory.TestCase


def test_a_document_stays_whole_while_threads_write_it() -> None:
    store = MemoryStore()
    now(store.create("a/b", {"left": 0, "right": 0}))

    def write(number: int) -> None:
        for step in range(50):
            now(store.replace("a/b", {"left": number + step, "right": number + step}, expect=None))

    async def all_at_once() -> None:
        await asyncio.gather(*(asyncio.to_thread(write, 1000 * n) for n in range(4)))

    asyncio.run(all_at_once())

    document = now(store.read("a/b")).document
    assert document["left"] == document["right"]
