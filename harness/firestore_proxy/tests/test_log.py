import asyncio
from typing import Any

from harness.firestore_proxy.log import CallLog


def seqs(found: list[dict[str, Any]]) -> list[int]:
    return [it["seq"] for it in found]


def test_a_reader_sees_what_is_newer_and_what_was_lost() -> None:
    async def play() -> None:
        log = CallLog(kept=2)
        for _ in range(4):
            log.add("begin", "db.read", {"path": "a/b"}, "call-1")

        assert (seqs(log.after(0)[0]), log.after(0)[1]) == ([3, 4], 2)
        assert (seqs(log.after(3)[0]), log.after(3)[1]) == ([4], 0)
        assert log.after(4) == ([], 0)
        log.clear()
        assert log.after(0) == ([], 0)
        assert log.add("ok", "db.read", {}, "call-1") == 5
        assert (seqs(log.after(4)[0]), log.after(4)[1]) == ([5], 0)

    asyncio.run(play())


def test_who_waits_is_told_at_once_or_let_go_at_the_end() -> None:
    async def play() -> None:
        log = CallLog()
        waiting = asyncio.create_task(log.wait(0, 30_000))
        await asyncio.sleep(0)
        log.add("begin", "db.read", {}, "call-1")
        await waiting
        await log.wait(0, 30_000)
        await log.wait(1, 1)
        again = asyncio.create_task(log.wait(1, 30_000))
        await asyncio.sleep(0)
        log.close()
        await again

    asyncio.run(asyncio.wait_for(play(), 20))
