"""Locust's wiring: loads sessions in layers, and judges them by thresholds.

    locust -f locustfile.py --host http://127.0.0.1:8080
    locust -f locustfile.py --host URL --headless -u 10 -t 1m --journey mixed --empty-storage 0.2 \
        --threshold 'load_success{layer:server}: rate>0.99'
    locust -f locustfile.py --host URL --headless --rate 50 --duration 60s

With thresholds the exit code is 0 (kept), 1 (breached) or 3 (unknown, such as too few samples);
2 is an option or a host that cannot be used. `layerproof load` runs this file in a child process.
"""

import logging
import os
import secrets
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

import gevent
import locust.runners
from locust import events
from locust.env import Environment
from locust.runners import MasterRunner, WorkerRunner

from harness.errors import BadSetting, UsageError
from harness.measure.result import text
from harness.settings.host import refuse_host
from harness.swarm.crew import BEGIN, END, ENDED, READY, SPREAD, Workers
from harness.swarm.export import Exporter, export_asked
from harness.swarm.interrupt import interrupt_main_only
from harness.swarm.names import know_local_names
from harness.swarm.opening import open_alone, open_led, open_worker
from harness.swarm.option import Parser, add_arguments
from harness.swarm.orphan import end_with_parent
from harness.swarm.run import INTERRUPTED, Run
from harness.swarm.scrape import serve_asked
from harness.swarm.share import of_plain
from harness.swarm.users import SessionUser

logger = logging.getLogger("layerproof")
RUN = Run()
PAGE = "layerproof"
EXPORTERS: list[Exporter] = []

# Workers report so often, in place of every three seconds: what is lost with one is less.
locust.runners.WORKER_REPORT_INTERVAL = 1.0
know_local_names()


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
    end_with_parent(os.environ)
    options = _options(environment)
    try:
        RUN.read(options, os.environ)
        if environment.host:
            refuse_host(environment.host, os.environ, RUN.brief.allowed if RUN.brief else ())
        if not isinstance(environment.runner, WorkerRunner):
            _size(options)
            serve_asked(RUN, options.metrics_port)
            EXPORTERS.extend(filter(None, [export_asked(RUN, options.otlp)]))
    except UsageError as error:
        logger.error("%s", error)
        sys.exit(UsageError.exit_code)
    _listen(environment.runner)
    # Added last, it is called first when Locust quits: before a master lets its workers go.
    quitting: Any = events.quitting
    quitting.add_listener(_judge)


def _size(options: Namespace) -> None:
    """Has Locust start as many users as an open run takes."""
    plan = RUN.brief.plan if RUN.brief else None
    if plan is None:
        return
    if options.run_time:
        raise BadSetting("An open run lasts as long as --duration says: leave --run-time out.")
    options.num_users = options.num_users or plan.pool
    options.spawn_rate = options.num_users


def _listen(runner: Any) -> None:  # noqa: ANN401 - Locust's runners have no common type
    """Between master and workers (`harness.swarm.crew` says what)."""
    if isinstance(runner, MasterRunner):
        runner.register_message(READY, _ready)
        runner.register_message(ENDED, _ended)
    if isinstance(runner, WorkerRunner):
        runner.register_message(BEGIN, _told_to_begin)
        runner.register_message(SPREAD, _told_to_spread)
        runner.register_message(END, _told_to_end)


def _begin(environment: Environment, **_: object) -> None:
    options, runner = _options(environment), environment.runner
    if not isinstance(runner, WorkerRunner):
        options.run_id = secrets.token_hex(4)
        options.pace = ""  # Locust's page may have changed what it was made of
    RUN.begin(options.run_id)
    try:
        RUN.read(options, os.environ)
    except UsageError as error:
        logger.error("%s", error)  # each user refuses to start, with the same words
        return
    plan = RUN.brief.plan if RUN.brief else None
    RUN.users = getattr(runner, "target_user_count", 0) or options.num_users or 0
    if plan is None:
        return
    options.pace = plan.text()
    if isinstance(runner, WorkerRunner):
        open_worker(RUN, runner, plan)
        return
    if isinstance(runner, MasterRunner):
        open_led(RUN, plan, Workers(runner))
    else:
        open_alone(RUN, runner, plan)
    gevent.spawn(_lead, environment)


def _lead(environment: Environment) -> None:
    """Leads the run, and ends Locust's when it is over, unless somebody else has ended it."""
    assert RUN.lead is not None
    RUN.lead.run()
    runner = environment.runner
    if RUN.lead.why == INTERRUPTED or runner is None:
        return
    if _options(environment).headless:
        runner.quit()
    else:
        runner.stop()


def _ready(msg: Any, **_: object) -> None:  # noqa: ANN401 - Locust's message
    if RUN.lead:
        RUN.lead.settled(msg.node_id, msg.data["settled"])


def _ended(msg: Any, **_: object) -> None:  # noqa: ANN401 - Locust's message
    RUN.put_in(msg.node_id, msg.data)
    if RUN.lead:
        RUN.lead.ended(msg.node_id)


def _told_to_begin(msg: Any, **_: object) -> None:  # noqa: ANN401 - Locust's message
    if RUN.shift:
        shares = of_plain(msg.data["shares"])
        RUN.shift.begin(in_s=msg.data["in_s"], me=msg.data["me"], shares=shares)


def _told_to_spread(msg: Any, **_: object) -> None:  # noqa: ANN401 - Locust's message
    if RUN.shift:
        RUN.shift.spread(of_plain(msg.data["shares"]))


def _told_to_end(**_: object) -> None:
    if RUN.shift:
        gevent.spawn(RUN.shift.end)


def _forget(**_: object) -> None:
    RUN.clear()


def _send_page(client_id: str, data: dict[str, Any]) -> None:
    del client_id
    data[PAGE] = RUN.page()


def _put_page_in(client_id: str, data: dict[str, Any]) -> None:
    RUN.put_in(client_id, data.get(PAGE, {}))


def _judge(environment: Environment, **_: object) -> None:
    runner = environment.runner
    if runner is None or isinstance(runner, WorkerRunner):
        if RUN.shift:
            RUN.shift.end()
        return  # a worker's loads are judged by its master
    if RUN.lead:
        RUN.lead.end(INTERRUPTED)
    runner.quit()  # on Ctrl-C users are still at work, and workers have not sent their last pages
    crashes = sum(int(it["count"]) for it in runner.exceptions.values())
    RUN.write_down()
    for exporter in EXPORTERS:
        exporter.send()
    judgement = RUN.judgement(crashes=crashes, url=str(environment.host or ""))
    for line in judgement.lines:
        logger.info("%s", line)
    if judgement.code is not None:
        environment.process_exit_code = judgement.code
    if judgement.result is not None:
        _save(text(judgement.result), judgement.lines)


def _save(result: str, told: Sequence[str]) -> None:
    """Writes the result where it was asked for; where it cannot, what it came to goes to stderr."""
    into = RUN.brief.result if RUN.brief else None
    if into is None:
        return
    try:
        into.write_text(result, encoding="utf-8")
    except OSError as error:
        into.unlink(missing_ok=True)  # half a result is none
        words = [f"The result cannot be written to {into}: {error.strerror}. It was:", *told]
        sys.stderr.write("\n".join(words) + "\n")


# Locust's hooks have no types.
_LISTENERS: dict[Any, Any] = {
    events.init_command_line_parser: _add_our_arguments,
    events.init: _refuse_what_cannot_be_used,
    events.test_start: _begin,
    events.reset_stats: _forget,
    events.report_to_master: _send_page,
    events.worker_report: _put_page_in,
}
for _hook, _listener in _LISTENERS.items():
    _hook.add_listener(_listener)
