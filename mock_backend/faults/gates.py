"""Named points where a call is held until somebody opens them.

A gate that nobody has heard of holds. Opening it `count` times lets that many through: those who
are parked now, oldest first, then those who come next. Opened for all, it holds nobody any more
until it is closed (a fault that names it is installed) or everything is reset.
"""

import asyncio
from dataclasses import dataclass, field

from mock_backend.events import EventLog
from mock_backend.problem import Problem


@dataclass(eq=False, slots=True)
class _Parked:
    gate: str
    what: str
    at_seq: int
    let_go: asyncio.Future[bool] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Gates:
    """Who is parked where; and who is delayed; nobody waits past a reset."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._parked: list[_Parked] = []
        self._delayed: set[asyncio.Future[bool]] = set()
        self._credits: dict[str, int] = {}
        self._open: set[str] = set()

    async def hold(self, gate: str, what: str, actor: str) -> None:
        """Waits at the gate; raises Problem("unavailable") when a reset lets everybody go."""
        if gate in self._open:
            return
        if self._credits.get(gate, 0) > 0:
            self._credits[gate] -= 1
            return
        await self._park(gate, what, actor)

    async def delay(self, seconds: float) -> None:
        """Waits this long; raises Problem("unavailable") when a reset lets everybody go."""
        let_go: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._delayed.add(let_go)
        try:
            async with asyncio.timeout(seconds):
                await let_go
        except TimeoutError:
            return
        finally:
            self._delayed.discard(let_go)
        raise Problem("unavailable")

    async def hang(self, what: str, actor: str) -> None:
        """Waits until a reset, which raises Problem("unavailable")."""
        await self._park("", what, actor)

    def open(self, gate: str, count: int) -> None:
        """Lets `count` through: who is parked now, then who comes next."""
        waiting = [parked for parked in self._parked if parked.gate == gate][:count]
        for parked in waiting:
            _let_go(parked, whole=True)
        self._credits[gate] = self._credits.get(gate, 0) + count - len(waiting)

    def open_for_all(self, gate: str) -> None:
        """Lets everybody through, now and later."""
        self._open.add(gate)
        self.open(gate, sum(parked.gate == gate for parked in self._parked))

    def close(self, gate: str) -> None:
        """Holds whoever comes from now on."""
        self._open.discard(gate)
        self._credits.pop(gate, None)

    def reset(self) -> None:
        """Closes every gate; whoever is parked or delayed ends with `unavailable`."""
        self._open.clear()
        self._credits.clear()
        for parked in self._parked:
            _let_go(parked, whole=False)
        for delayed in self._delayed:
            if not delayed.done():
                delayed.set_result(False)

    def listed(self) -> list[dict[str, object]]:
        """Who is parked, in order of arrival; a hung call has no gate and is not listed."""
        return [
            {"gate": parked.gate, "at_seq": parked.at_seq, "what": parked.what}
            for parked in self._parked
            if parked.gate
        ]

    async def _park(self, gate: str, what: str, actor: str) -> None:
        words = {"gate": gate, "what": what}
        seq = self._log.add(actor, "begin", "gate", words)
        parked = _Parked(gate, what, seq)
        self._parked.append(parked)
        whole = False
        try:
            whole = await parked.let_go
        finally:
            self._parked.remove(parked)
            self._log.add(actor, "ok" if whole else "fail", "gate", words)
        if not whole:
            raise Problem("unavailable")


def _let_go(parked: _Parked, *, whole: bool) -> None:
    if not parked.let_go.done():
        parked.let_go.set_result(whole)
