"""Loads a session in layers, as contract.md's runner does, without a browser.

    storage -- valid entry ---------------------------------> ready
       `- refused -> server -- valid payload -> stored -----> ready
                        `- refused, or out of attempts -----> error, of one kind

It is the page's `loader.js` over again; `cases.json` holds the two to one table.
"""

from collections.abc import Callable
from typing import TypeVar

from pydantic import JsonValue

from harness.load.attempts import Refused, attempts
from harness.load.entry import decode, encode, key_of
from harness.load.progress import Ending, Progress
from harness.load.world import NoAnswer, StorageRefused, TimedOut, World
from harness.model.word import ErrorKind, Layer, Outcome

T = TypeVar("T")


def load(interview_id: str, world: World, *, deadline_ms: float) -> Ending:
    """Loads the session; comes to an end before the deadline, a time on the world's clock.

    It trusts the world to keep each request's time, and lets through what else the world raises.
    """
    progress = Progress(interview_id, world, deadline_ms)
    stored = _timed(progress, Layer.STORAGE, lambda: _from_storage(progress))
    if stored is not None:
        return progress.ending(Outcome.READY, layer=Layer.STORAGE, payload=stored)
    answer = _who_asks(progress) or _timed(progress, Layer.SERVER, lambda: attempts(progress))
    if isinstance(answer, Refused):
        return progress.ending(Outcome.ERROR, kind=answer.kind)
    _keep(progress, answer.payload)
    return progress.ending(Outcome.READY, layer=Layer.SERVER, payload=answer.payload)


def _from_storage(progress: Progress) -> JsonValue:
    """The entry's payload, or None; an entry that does not count is removed."""
    world = progress.world
    key = key_of(world.entry_id or progress.interview_id, world.rules)
    reason = "blocked"
    try:
        named, reader = world.payload_id or progress.interview_id, world.auth.remembered_uid()
        found = decode(world.storage.get(key), named, reader, world.rules)
        if not found.refused:
            return found.payload
        reason = found.refused
        if reason != "missing":
            del world.storage[key]
    except StorageRefused:
        pass  # a storage that throws supplies nothing, whatever it was that it refused
    progress.failed("storage", reason)
    return None


def _who_asks(progress: Progress) -> Refused | None:
    """Why nobody can ask the server, or None when somebody can."""
    world = progress.world
    timeout_ms = min(world.rules.auth_ms, progress.left_ms())
    try:
        if world.auth.settled(timeout_ms) is not None:
            return None
        refused = Refused(ErrorKind.SIGNED_OUT, "nobody")
    except TimedOut:
        refused = Refused(ErrorKind.NETWORK, "auth-late")
    except NoAnswer:
        refused = Refused(ErrorKind.NETWORK, "auth-unavailable")
    progress.failed("auth", refused.status)
    return refused


def _keep(progress: Progress, payload: JsonValue) -> None:
    """Stores what was validated; a storage that refuses does not stop the load."""
    world = progress.world
    try:
        reader = world.auth.remembered_uid()
        if reader is not None:
            key = key_of(world.entry_id or progress.interview_id, world.rules)
            world.storage[key] = encode(reader, payload, world.rules)
    except StorageRefused as error:
        progress.failed("keep", str(error) or "refused")


def _timed(progress: Progress, layer: Layer, work: Callable[[], T]) -> T:
    began = progress.world.clock.now_ms()
    result = work()
    progress.spent_ms[layer] = progress.world.clock.now_ms() - began
    return result
