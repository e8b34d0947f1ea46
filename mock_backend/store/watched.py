"""A repository that logs what it does, goes wrong when asked to, and never takes too long.

    caller -> begin -> [faults before -> the real store -> faults after] -> ok or fail -> caller

What stands in brackets takes at most DEADLINE_S, else it counts as Unavailable. The time at a gate
whose fault is `patient` does not count.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from mock_backend.faults.apparatus import Apparatus
from mock_backend.faults.effect import DatabaseError, Effect
from mock_backend.problem import Problem
from mock_backend.store.repository import (
    Conflict,
    Document,
    Repository,
    Stored,
    StoreError,
    Unavailable,
    Where,
)

DEADLINE_S = 3.0
"""After this long a database counts as unavailable (contract.md, "Server")."""

T = TypeVar("T")


class WatchedStore:
    """The repository that the application sees, around the one that keeps the documents."""

    def __init__(
        self,
        inner: Repository,
        faults: Apparatus,
        *,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._inner = inner
        self._log = faults.log
        self._faults = faults.book
        self._gates = faults.gates
        self._deadline_s = deadline_s

    @property
    def waits(self) -> bool:
        """A fault may make any store wait."""
        return True

    async def read(self, path: str) -> Stored:
        """As the inner store; Unavailable also when it is too slow."""
        return await self._watch("read", path, lambda: self._inner.read(path), _version_of)

    async def create(self, path: str, document: Document) -> str:
        """As the inner store; Unavailable also when it is too slow."""
        return await self._watch("create", path, lambda: self._inner.create(path, document), str)

    async def replace(self, path: str, document: Document, *, expect: str | None) -> str:
        """As the inner store; Unavailable also when it is too slow."""
        return await self._watch(
            "replace", path, lambda: self._inner.replace(path, document, expect=expect), str
        )

    async def delete(self, path: str) -> None:
        """As the inner store; Unavailable also when it is too slow."""
        await self._watch("delete", path, lambda: self._inner.delete(path), _no_version)

    async def list(self, collection: str, where: Where | None = None) -> list[Stored]:
        """As the inner store; Unavailable also when it is too slow."""
        return await self._watch(
            "list", collection, lambda: self._inner.list(collection, where), _no_version
        )

    async def clear(self) -> None:
        """As the inner store; neither logged nor disturbed, because only a reset asks for it."""
        await self._inner.clear()

    async def close(self) -> None:
        """As the inner store."""
        await self._inner.close()

    async def _watch(
        self, method: str, path: str, act: Callable[[], Awaitable[T]], version: Callable[[T], str]
    ) -> T:
        what = f"db.{method}"
        self._log.add("database", "begin", what, {"path": path})
        effects = self._faults.hit_by("database", method, path)
        try:
            if effects or self._inner.waits:
                async with asyncio.timeout(self._deadline_s) as limit:
                    found = await self._disturbed(effects, f"{what} {path}", act, limit)
            else:
                found = await act()
        except TimeoutError as error:
            raise self._failed(what, path, Unavailable("too slow")) from error
        except (StoreError, Problem) as error:
            raise self._failed(what, path, error) from error
        except asyncio.CancelledError as error:
            self._failed(what, path, error)
            raise
        self._log.add("database", "ok", what, {"path": path, "version": version(found)})
        return found

    async def _disturbed(
        self,
        effects: Sequence[Effect],
        what: str,
        act: Callable[[], Awaitable[T]],
        limit: asyncio.Timeout,
    ) -> T:
        for effect in effects:
            if not effect.after:
                await self._suffer(effect, what, limit)
        found = await act()
        for effect in effects:
            if effect.after:
                await self._suffer(effect, what, limit)
        return found

    async def _suffer(self, effect: Effect, what: str, limit: asyncio.Timeout) -> None:
        if effect.delay_ms:
            await self._gates.delay(effect.delay_ms / 1000)
        if effect.gate is not None:
            with _stopped(limit) if effect.patient else nullcontext():
                await self._gates.hold(effect.gate, what, "database")
        if effect.hang:
            await self._gates.hang(what, "database")
        if effect.error is not None:
            raise _ERRORS[effect.error](effect.error)

    def _failed(self, what: str, path: str, error: BaseException) -> BaseException:
        self._log.add("database", "fail", what, {"path": path, "reason": type(error).__name__})
        return error


@contextmanager
def _stopped(limit: asyncio.Timeout) -> Iterator[None]:
    """Stops the clock of a limit for as long as the block lasts."""
    now = asyncio.get_running_loop().time
    left = (limit.when() or now()) - now()
    limit.reschedule(None)
    try:
        yield
    finally:
        limit.reschedule(now() + left)


_ERRORS: dict[DatabaseError, type[StoreError]] = {
    "unavailable": Unavailable,
    "aborted": Conflict,
    "deadline": Unavailable,
}


def _version_of(stored: Stored) -> str:
    return stored.version


def _no_version(_: object) -> str:
    return ""
