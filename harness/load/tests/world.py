"""A world for the loader as `cases.json` describes it: a clock that jumps, and answers in order."""

import copy
import json
from collections import UserDict
from collections.abc import Mapping, MutableMapping
from typing import Any

from harness.load.entry import key_of
from harness.load.script import script_of
from harness.load.world import Answer, NoAnswer, StorageRefused, TimedOut, World
from harness.profile.load import load_profile

# The wall clock's time when a case begins, as in the page's own tests.
WALL_MS = 1_767_323_046_000
MOCK = load_profile("mock")
RULES = MOCK.rules()
assert MOCK.load is not None
SCRIPT = script_of(MOCK.load, MOCK)


class VirtualClock:
    """It moves only when somebody sleeps, or an answer takes its time."""

    def __init__(self) -> None:
        self.passed_ms = 0.0

    def now_ms(self) -> float:
        return 1_000 + self.passed_ms

    def wall_ms(self) -> float:
        return WALL_MS + self.passed_ms

    def sleep_ms(self, ms: float) -> None:
        self.passed_ms += ms


class Storage(UserDict[str, str]):
    """A storage that may be blocked (everything throws) or full (writing throws)."""

    refuses: str = ""

    def __contains__(self, key: object) -> bool:
        self._check("blocked")
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        self._check("blocked")
        return super().__getitem__(key)

    def __delitem__(self, key: str) -> None:
        self._check("blocked")
        super().__delitem__(key)

    def __setitem__(self, key: str, value: str) -> None:
        self._check("blocked", "full")
        super().__setitem__(key, value)

    def _check(self, *refusals: str) -> None:
        if self.refuses in refusals:
            raise StorageRefused(self.refuses)


class Server:
    """Gives the case's answers in order, the last one for ever."""

    def __init__(self, clock: VirtualClock, answers: list[Any], payload: Mapping[str, Any]) -> None:
        self._clock = clock
        self._answers = answers
        self._payload = payload
        self.asked: list[list[Any]] = []
        self.paths: set[str] = set()

    def __call__(self, path: str, token: str, *, attempt: int, timeout_ms: float) -> Answer:
        assert attempt >= 1
        self.asked.append([round(self._clock.passed_ms), token])
        self.paths.add(path)
        said = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if said == "refuses":
            raise NoAnswer(said)
        after_ms = timeout_ms if said == "hangs" else said.get("after_ms", 0)
        self._clock.sleep_ms(min(after_ms, timeout_ms))
        if after_ms >= timeout_ms:
            raise TimedOut(f"{timeout_ms} ms")
        return Answer(said["status"], said.get("headers", {}), body(said, self._payload))


class Auth:
    """What auth gives: `hangs`, `fails`, or the value, perhaps later."""

    def __init__(self, clock: VirtualClock, case: Mapping[str, Any]) -> None:
        self._clock = clock
        self._case = case

    def remembered_uid(self) -> str | None:
        uid: str | None = self._case.get("remembered", "ada")
        return uid

    def settled(self, timeout_ms: float) -> str | None:
        known = self._case.get("settled", {"uid": "ada"})
        after_ms = 0 if isinstance(known, str) else known.get("after_ms", 0)
        return self._gives(known if isinstance(known, str) else known["uid"], timeout_ms, after_ms)

    def token(self, timeout_ms: float) -> str | None:
        return self._gives(self._case.get("token", "token-1"), timeout_ms)

    def fresh_token(self, timeout_ms: float) -> str | None:
        return self._gives(self._case.get("fresh", "token-2"), timeout_ms)

    def _gives(self, what: str | None, timeout_ms: float, after_ms: float = 0) -> str | None:
        if what == "hangs":
            self._clock.sleep_ms(timeout_ms)
            raise TimedOut(f"{timeout_ms} ms")
        if what == "fails":
            raise NoAnswer(what)
        self._clock.sleep_ms(after_ms)
        return what


def changed(payload: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with what stands at dotted paths replaced; `$absent` takes it away."""
    whole = copy.deepcopy(dict(payload))
    for path, value in changes.items():
        *names, last = path.split(".")
        table = whole
        for name in names:
            table = table[name]
        table[last] = value
        if value == "$absent":
            del table[last]
    return whole


def body(said: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """The text that an answer or an entry of the table holds."""
    if "payload" not in said:
        return str(said.get("text", "{}"))
    return json.dumps(changed(payload, said["payload"]))


def entry(said: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """The text of an entry of the table."""
    if "text" in said:
        return str(said["text"])
    return json.dumps({**said, "payload": changed(payload, said["payload"])})


def world(case: Mapping[str, Any], payload: Mapping[str, Any]) -> tuple[World, Server]:
    """The case's world, and its server, which remembers what it was asked."""
    clock = VirtualClock()
    storage = Storage()
    if "entry" in case:
        storage[key_of(case.get("id", "abc"), RULES)] = entry(case["entry"], payload)
    storage.refuses = case.get("storage", "")
    server = Server(clock, case.get("answers", []), payload)
    chance = case.get("random", 0.5)
    path = "/api/interview/session/{id}"
    held: MutableMapping[str, str] = storage
    return World(
        held, server, clock, lambda: chance, Auth(clock, case), RULES, path, query=SCRIPT.query
    ), server
