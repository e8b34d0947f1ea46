"""Named points where a call is held until somebody opens them.

A gate that nobody has heard of holds. Opening it `count` times lets that many through: those who
are parked now, oldest first, then those who come next. Opened for all, it holds nobody any more
until it is closed (a rule that names it is installed) or everything is reset.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from harness.firestore_proxy.log import CallLog
from harness.model.event import Json


class LetGo(Exception):
    """Whoever waited was let go by a reset, and does not go on."""


@dataclass(eq=False, slots=True)
class _Waiting:
    gate: str
    what: str
    at_seq: int = 0
    let_go: asyncio.Future[bool] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def go(self, *, whole: bool) -> None:
        if not self.let_go.done():
            self.let_go.set_result(whole)


class Gates:
    """Who is parked where, and who is delayed; nobody waits past a reset."""

    def __init__(self, log: CallLog) -> None:
        self._log = log
        self._parked: list[_Waiting] = []
        self._delayed: set[_Waiting] = set()
        self._credits: Counter[str] = Counter()
        self._open: set[str] = set()

    async def hold(self, gate: str, what: str, pair: str) -> None:
        """Waits at the gate; raises LetGo when a reset lets everybody go."""
        if gate in self._open:
            return
        if self._credits[gate] > 0:
            self._credits[gate] -= 1
            return
        await self._park(gate, what, pair)

    async def hang(self, what: str, pair: str) -> None:
        """Waits until a reset, which raises LetGo; in the log it is at a gate without a name."""
        await self._park("", what, pair)

    async def delay(self, seconds: float) -> None:
        """Waits this long; raises LetGo when a reset lets everybody go."""
        waiting = _Waiting("", "")
        self._delayed.add(waiting)
        try:
            async with asyncio.timeout(seconds):
                await waiting.let_go
        except TimeoutError:
            return
        finally:
            self._delayed.discard(waiting)
        raise LetGo

    def open(self, gate: str, count: int) -> None:
        """Lets `count` through: who is parked now, then who comes next."""
        parked = [it for it in self._parked if it.gate == gate and not it.let_go.done()]
        for it in parked[:count]:
            it.go(whole=True)
        self._credits[gate] += max(0, count - len(parked))

    def open_for_all(self, gate: str) -> None:
        """Lets everybody through, now and later."""
        self._open.add(gate)
        self.open(gate, sum(it.gate == gate for it in self._parked))
        del self._credits[gate]

    def close(self, gate: str) -> None:
        """Holds whoever comes from now on."""
        self._open.discard(gate)
        del self._credits[gate]

    def reset(self) -> None:
        """Closes every gate; whoever is parked, delayed or hung is let go, and does not go on."""
        self._open.clear()
        self._credits.clear()
        for it in [*self._parked, *self._delayed]:
            it.go(whole=False)

    def listed(self) -> list[dict[str, Json]]:
        """Who is parked, in the order of arrival; who hangs is at no gate."""
        return [
            {"gate": it.gate, "at_seq": it.at_seq, "what": it.what}
            for it in self._parked
            if it.gate
        ]

    async def _park(self, gate: str, what: str, pair: str) -> None:
        words: dict[str, Json] = {"gate": gate, "what": what}
        waiting = _Waiting(gate, what, self._log.add("begin", "gate", words, pair))
        self._parked.append(waiting)
        whole = False
        try:
            whole = await waiting.let_go
        finally:
            self._parked.remove(waiting)
            self._log.add("ok" if whole else "fail", "gate", words, pair)
        if not whole:
            raise LetGo
