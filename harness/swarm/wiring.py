"""Locust's wiring: loads sessions in layers, and judges them by thresholds.

    locust -f locustfile.py --host http://127.0.0.1:8080
    locust -f locustfile.py --host URL --headless -u 10 -t 1m --journey mixed --empty-storage 0.2 \
        --threshold 'load_success{layer:server}: rate>0.99'

With thresholds the exit code is 0 (kept), 1 (breached) or 3 (unknown, such as too few samples);
2 is an option or a host that cannot be used.
"""

import logging
import os
import sys
from argparse import Namespace
from typing import Any

import gevent
from locust import events
from locust.env import Environment
from locust.runners import MasterRunner, WorkerRunner

from harness.errors import UsageError
from harness.load.host import refuse_host
from harness.swarm.brief import Parser, add_arguments
from harness.swarm.interrupt import interrupt_main_only
from harness.swarm.run import Run
from harness.swarm.users import SessionUser

logger = logging.getLogger("layerproof")
RUN = Run()
PAGE = "layerproof"


class Visitor(SessionUser):
    """The virtual user of this run."""

    shared = RUN


def _options(environment: Environment) -> Namespace:
    return environment.parsed_options or Namespace()


def _add_our_arguments(parser: Parser) -> None:
    add_arguments(parser)


def _refuse_what_cannot_be_used(environment: Environment, **_: object) -> None:
    # gevent's loop still has the time at which the imports began, and Locust sets its --run-time by
    # that: a run would be too short by as much as they took.
    gevent.get_hub().loop.update_now()
    interrupt_main_only()
    try:
        RUN.read(_options(environment), os.environ)
        if environment.host:
            refuse_host(environment.host, os.environ)
    except UsageError as error:
        logger.error("%s", error)
        sys.exit(UsageError.exit_code)


def _begin(environment: Environment, **_: object) -> None:
    RUN.begin()
    try:
        RUN.read(_options(environment), os.environ)
    except UsageError as error:
        logger.error("%s", error)  # each user refuses to start, with the same words


def _forget(**_: object) -> None:
    RUN.book.clear()


def _send_page(client_id: str, data: dict[str, Any]) -> None:
    del client_id
    data[PAGE] = RUN.book.page()


def _put_page_in(client_id: str, data: dict[str, Any]) -> None:
    try:
        RUN.book.put_in(data[PAGE])
    except (KeyError, ValueError) as error:
        RUN.lost_pages += 1
        logger.error("The report of worker %s cannot be read: %r", client_id, error)


def _judge(environment: Environment, **_: object) -> None:
    runner = environment.runner
    if runner is None or isinstance(runner, WorkerRunner):
        return  # a worker's loads are judged by its master
    if isinstance(runner, MasterRunner):
        runner.quit()  # on Ctrl-C the workers have not sent their last pages yet
    crashes = sum(int(it["count"]) for it in runner.exceptions.values())
    judgement = RUN.judgement(crashes=crashes)
    for line in judgement.lines:
        logger.info("%s", line)
    if judgement.code is not None:
        environment.process_exit_code = judgement.code


# Locust's hooks have no types.
_LISTENERS: dict[Any, Any] = {
    events.init_command_line_parser: _add_our_arguments,
    events.init: _refuse_what_cannot_be_used,
    events.test_start: _begin,
    events.reset_stats: _forget,
    events.report_to_master: _send_page,
    events.worker_report: _put_page_in,
    events.quitting: _judge,
}
for _hook, _listener in _LISTENERS.items():
    _hook.add_listener(_listener)
