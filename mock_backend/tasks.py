"""Says in the log when a request's own tasks begin and end, so that whoever watches knows that the
server still works although the request was answered.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from mock_backend.events import EventLog, current_request


def log_tasks(loop: asyncio.AbstractEventLoop, log: EventLog) -> None:
    """Has each task that is made within a request logged: `task` begin and ok, of its request."""

    def make(
        loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], **more: object
    ) -> asyncio.Task[Any]:
        task = asyncio.Task(work, loop=loop, **more)  # type: ignore[arg-type] # name and context
        if pair := current_request.get():
            log.add("server", "begin", "task", {}, pair)
            task.add_done_callback(lambda _: log.add("server", "ok", "task", {}, pair) and None)
        return task

    loop.set_task_factory(make)  # type: ignore[arg-type] # typeshed wants a narrower coroutine
