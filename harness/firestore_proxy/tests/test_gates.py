import asyncio
from collections.abc import Awaitable, Callable

import pytest

from harness.firestore_proxy.apparatus import Apparatus, apparatus
from harness.firestore_proxy.gates import LetGo

TURNS = 5


def played(play: Callable[[Apparatus], Awaitable[None]]) -> None:
    async def whole() -> None:
        await asyncio.wait_for(play(apparatus()), 20)

    asyncio.run(whole())


async def parked(it: Apparatus, *names: str) -> "list[asyncio.Task[None]]":
    tasks = [
        asyncio.create_task(it.gates.hold(name, f"db.read a/{at}", f"call-{at}"))
        for at, name in enumerate(names)
    ]
    for _ in range(TURNS):
        await asyncio.sleep(0)
    return tasks


def test_the_oldest_goes_first_and_what_is_left_over_is_for_the_next() -> None:
    async def play(it: Apparatus) -> None:
        one, two, other = await parked(it, "g", "g", "h")
        assert [found["gate"] for found in it.gates.listed()] == ["g", "g", "h"]

        it.gates.open("g", 1)
        await one
        assert not two.done()
        it.gates.open("g", 2)
        await two
        await it.gates.hold("g", "", "")
        again = (await parked(it, "g"))[0]

        assert not again.done()
        it.gates.open_for_all("g")
        await again
        await it.gates.hold("g", "", "")
        assert not other.done()
        it.gates.reset()
        with pytest.raises(LetGo):
            await other

    played(play)


def test_opening_twice_in_one_moment_lets_two_go() -> None:
    async def play(it: Apparatus) -> None:
        one, two = await parked(it, "g", "g")
        it.gates.open("g", 1)
        it.gates.open("g", 1)

        await asyncio.gather(one, two)

    played(play)


def test_a_gate_is_closed_again_when_a_rule_names_it_anew() -> None:
    async def play(it: Apparatus) -> None:
        it.gates.open_for_all("g")
        it.gates.open("h", 3)
        it.gates.close("g")
        it.gates.close("h")

        tasks = await parked(it, "g", "h")

        assert [task.done() for task in tasks] == [False, False]
        it.gates.reset()
        await asyncio.gather(*tasks, return_exceptions=True)

    played(play)


def test_the_log_has_who_came_and_whether_they_went_on() -> None:
    async def play(it: Apparatus) -> None:
        one, two = await parked(it, "g", "g")
        it.gates.open("g", 1)
        await one
        two.cancel()
        await asyncio.gather(two, return_exceptions=True)

        told = [(found["kind"], found["pair"]) for found in it.log.after(0)[0]]

        assert told == [
            ("begin", "call-0"),
            ("begin", "call-1"),
            ("ok", "call-0"),
            ("fail", "call-1"),
        ]
        assert it.gates.listed() == []

    played(play)


def test_nobody_is_delayed_or_hangs_past_a_reset() -> None:
    async def play(it: Apparatus) -> None:
        await it.gates.delay(0.001)
        waiting = [
            asyncio.create_task(it.gates.delay(600)),
            asyncio.create_task(it.gates.hang("", "")),
        ]
        await asyncio.sleep(0)
        it.gates.reset()

        for task in waiting:
            with pytest.raises(LetGo):
                await task

    played(play)
