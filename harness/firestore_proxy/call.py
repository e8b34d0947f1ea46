"""One call on its way through the proxy: what it does, what rules do to it, how it ended."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import grpc
import grpc.aio

from harness.firestore_proxy.apparatus import Apparatus
from harness.firestore_proxy.deed import Deed, deeds_in, name_of
from harness.firestore_proxy.gates import LetGo
from harness.firestore_proxy.rule import ERRORS, Effect
from harness.model.event import Json

_RESET = "unavailable"


class Refused(Exception):
    """A rule answers in the database's place, with this word for a status."""

    def __init__(self, word: str) -> None:
        super().__init__(f"layerproof firestore-proxy: a rule answers {word}")
        self.word = word
        self.code = ERRORS[word]


class Call:
    """One call of a client's. Its log has begin, and then ok or fail, of each of its deeds; info
    where it is not known whether it took place.
    """

    def __init__(self, method: str, apparatus: Apparatus) -> None:
        self.method = method
        self.name = name_of(method)
        self._apparatus = apparatus
        self._pair = f"call-{next(apparatus.numbers)}"
        self._deeds: tuple[Deed, ...] = ()
        self._sent = False

    def begin(self, request: bytes) -> list[Effect]:
        """Takes the request of a call that has one, and returns what rules want to be done."""
        self._deeds = deeds_in(self.method, request)
        self._tell("begin", {})
        return self._apparatus.book.hit_by(self.name, self._deeds, self._pair)

    def hear(self, message: bytes) -> list[Effect]:
        """Takes one message of a conversation; what comes of it cannot be told from its answers."""
        self._deeds = deeds_in(self.method, message)
        self._tell("info", {})
        return self._apparatus.book.hit_by(self.name, self._deeds, self._pair)

    def send(self) -> None:
        """From now on the database may have done it."""
        self._sent = True

    async def suffer(self, effects: Iterable[Effect], *, after: bool) -> None:
        """Lets those effects happen that come before the call, or after it; raises Refused."""
        try:
            for it in effects:
                if it.after == after:
                    await self._suffer(it)
        except LetGo as error:
            raise Refused(_RESET) from error

    def info(self, what: str, detail: dict[str, Json]) -> None:
        """Notes something that belongs to the call."""
        self._apparatus.log.add("info", what, detail, self._pair)

    @asynccontextmanager
    async def told(self) -> AsyncIterator[None]:
        """Notes how what is done in the block ended, and hides nothing of it."""
        try:
            yield
        except Refused as error:
            self._tell("fail", {"reason": error.word})
            raise
        except grpc.aio.AioRpcError as error:
            self._tell("fail", {"reason": error.code().name.lower()})
            raise
        except asyncio.CancelledError:
            self._tell("info" if self._sent else "fail", {"reason": "cancelled"})
            raise
        self._tell("ok", {})

    async def _suffer(self, effect: Effect) -> None:
        gates = self._apparatus.gates
        if effect.delay_ms:
            await gates.delay(effect.delay_ms / 1_000)
        if effect.gate is not None:
            await gates.hold(effect.gate, self._what(), self._pair)
        if effect.hang:
            await gates.hang(self._what(), self._pair)
        if effect.error is not None:
            raise Refused(effect.error)

    def _what(self) -> str:
        return ", ".join(f"db.{it.method} {it.path}".strip() for it in self._deeds)

    def _tell(self, kind: str, detail: dict[str, Json]) -> None:
        for it in self._deeds:
            words: dict[str, Json] = {"path": it.path, "call": self.name, **detail}
            self._apparatus.log.add(kind, f"db.{it.method}", words, self._pair)
