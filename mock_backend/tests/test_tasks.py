"""What a request leaves running is seen until it has ended."""

import asyncio

from mock_backend.clock import SystemClock
from mock_backend.events import EventLog, current_request
from mock_backend.tasks import log_tasks


def test_a_task_of_a_request_is_logged_until_it_ends_and_no_other() -> None:
    log = EventLog(SystemClock())

    async def work() -> None:
        await asyncio.sleep(0)

    async def serve() -> None:
        log_tasks(asyncio.get_running_loop(), log)
        await asyncio.create_task(work())
        current_request.set("r1")
        left = asyncio.create_task(work())
        log.add("server", "ok", "request", {})
        await left
        await asyncio.sleep(0)

    asyncio.run(serve())

    told = [(it["what"], it["kind"], it["pair"]) for it in log.after(0)[0]]
    assert told == [("task", "begin", "r1"), ("request", "ok", "r1"), ("task", "ok", "r1")]
