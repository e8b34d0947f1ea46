import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mock_backend.events import EventLog
from mock_backend.faults.gates import Gates
from mock_backend.problem import Problem
from mock_backend.tests.client import SetClock


def with_gates(scene: Callable[[Gates], Awaitable[None]]) -> None:
    async def play() -> None:
        await scene(Gates(EventLog(SetClock())))

    asyncio.run(play())


def test_the_oldest_is_let_through_first() -> None:
    async def scene(gates: Gates) -> None:
        done: list[str] = []

        async def come(who: str) -> None:
            await gates.hold("door", who, "server")
            done.append(who)

        tasks = [asyncio.create_task(come(who)) for who in ("a", "b", "c")]
        await asyncio.sleep(0)
        gates.open("door", 1)
        await tasks[0]
        assert (done, [one["what"] for one in gates.listed()]) == (["a"], ["b", "c"])
        gates.open_for_all("door")
        await asyncio.gather(*tasks)
        assert done == ["a", "b", "c"]

    with_gates(scene)


def test_another_gate_is_not_opened() -> None:
    async def scene(gates: Gates) -> None:
        waiting = asyncio.create_task(gates.hold("door", "a", "server"))
        await asyncio.sleep(0)
        gates.open("window", 1)
        await asyncio.sleep(0)
        assert not waiting.done()
        gates.reset()
        with pytest.raises(Problem):
            await waiting

    with_gates(scene)


def test_a_gate_that_is_closed_again_holds() -> None:
    async def scene(gates: Gates) -> None:
        gates.open_for_all("door")
        await gates.hold("door", "a", "server")
        gates.close("door")
        waiting = asyncio.create_task(gates.hold("door", "b", "server"))
        await asyncio.sleep(0)
        assert [one["what"] for one in gates.listed()] == ["b"]
        waiting.cancel()

    with_gates(scene)


def test_who_gives_up_is_parked_no_more() -> None:
    async def scene(gates: Gates) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await gates.hold("door", "a", "server")
        assert gates.listed() == []

    with_gates(scene)


def test_a_delay_ends_by_itself_or_at_a_reset() -> None:
    async def scene(gates: Gates) -> None:
        await gates.delay(0.001)
        waiting = asyncio.create_task(gates.delay(60))
        await asyncio.sleep(0)
        gates.reset()
        with pytest.raises(Problem):
            await waiting

    with_gates(scene)
