"""One load by our virtual user and one by Locust's own fast user, in turn, in one process.

`python -m benchmarks.load_turns URL TURNS LOADS` prints {"bare": [...], "ours": [...]}: for every
turn the CPU time of this process in microseconds for each load. Ours is the whole open model: each
visitor is offered, waits in the queue, is taken, loads, and is recorded in book and timeline.
"""

import json
import sys
import time
from collections.abc import Callable

import gevent
from locust import FastHttpUser
from locust.env import Environment

from benchmarks.load_server import RUNNER, SESSION
from harness.measure.ledger import Ledger
from harness.pace.plan import Plan
from harness.pace.rate import constant
from harness.swarm.arrivals import Arrivals
from harness.swarm.clock import GeventClock
from harness.swarm.opening import open_alone
from harness.swarm.option import parsed
from harness.swarm.share import Shares
from harness.swarm.users import SessionUser
from harness.swarm.wiring import RUN, Visitor


class Bare(FastHttpUser):
    """Asks for the runner's document and for the session, and looks at nothing."""

    def load(self) -> None:
        """The two requests of one load."""
        self.client.get(RUNNER.decode(), name="runner")
        self.client.get(
            SESSION.decode(), name="session attempt 1", headers={"authorization": "Bearer t"}
        )


def main() -> None:
    """Prints what each turn took."""
    url, turns, loads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    environment = Environment(user_classes=[Bare, Visitor], host=url)
    runner = environment.create_local_runner()
    Bare.host = Visitor.host = url
    RUN.read(parsed(["--journey", "fallback", "--rate", "5"]), {})
    RUN.begin()
    open_alone(RUN, runner, Plan("turns", constant(1e6, 1e-6)))
    bare, ours = Bare(environment), Visitor(environment)
    ours.person.sign_in(ours.brief.account)
    found: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(turns):
        found["bare"].append(_cost(lambda: _again(bare, loads), loads))
        found["ours"].append(_cost(lambda: _receive(ours, loads), loads))
    ledger = RUN.book.ledger
    if ledger.done != turns * loads or ledger != Ledger(offered=ledger.done, done=ledger.done):
        raise SystemExit(f"loads of ours failed: {ledger}")
    sys.stdout.write(json.dumps(found) + "\n")


def _again(user: Bare, loads: int) -> None:
    for _ in range(loads):
        user.load()


def _receive(user: SessionUser, loads: int) -> None:
    """So many visitors, all of whom have come when the first is taken."""
    plan = Plan("turn", constant(1e6, loads / 1e6))
    arrivals = Arrivals(plan, RUN.book, RUN.timeline, GeventClock())
    assert RUN.shift is not None
    RUN.shift.arrivals = arrivals
    arrivals.begin(in_s=-1, me=0, shares=Shares())
    arrivals.offer()
    for _ in range(loads):
        arrival = arrivals.take()
        assert arrival is not None
        user._receive(arrival, arrivals)


def _cost(work: Callable[[], object], loads: int) -> float:
    gevent.sleep(0)
    began = time.process_time()
    work()
    return (time.process_time() - began) / loads * 1e6


if __name__ == "__main__":
    main()
