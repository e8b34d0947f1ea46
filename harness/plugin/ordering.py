"""A scenario in every order: `@every_order` plays it under the explorer of `layerproof race`.

Its `stage` is the leaner driver's, a new one for each order, on an app from which everything of the
order before is gone. All that the scenario does otherwise (its other arguments, its conditions, its
own asserts) stays as it is. One check comes of it: it fails where an order does, with the id of the
calmest one, by which `--replay` plays that order alone.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from harness.browser.proxy import proxy_from
from harness.errors import BadSetting, Unsupported
from harness.machine.browser import find_browser
from harness.model.race import Raced
from harness.model.run import BROKE
from harness.model.word import Status
from harness.plugin.judging import BENCH, Bench, InvariantBroken, NotDecided
from harness.plugin.marking import EveryOrder, every_order_of, title
from harness.plugin.proof import Proof, proof_of, repeat_command
from harness.plugin.recognise import is_scenario
from harness.plugin.telling import Telling
from harness.race.explore import Bounds
from harness.race.schedule import Schedule, digest_of, parse
from harness.racing.arena import Arena, Site, arena
from harness.racing.gates import default_gates
from harness.racing.land import AnyLand
from harness.racing.orders import Orders
from harness.racing.race import Plan, Race, run
from harness.racing.result import result

# How many orders may be played to make a failing one calmer.
CALMER = 20
HELD: pytest.StashKey["Held"] = pytest.StashKey()


class Ordering:
    """Hooks around each scenario; others than those that are raced are left alone."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Plays the scenario in every order, in place of once."""
        wanted = every_order_of(pyfuncitem)
        if wanted is None or not is_scenario(pyfuncitem):
            return None
        play_every_order(pyfuncitem, wanted)
        return True


@dataclass
class Held:
    """The process's arena, opened when the first scenario races, and again after one that a lost
    browser may have hindered.
    """

    proof: Proof
    _stack: ExitStack | None = None
    _arena: Arena | None = None

    @classmethod
    def of(cls, config: pytest.Config) -> "Held":
        """The process's; it is closed when the proof is."""
        if HELD not in config.stash:
            held = config.stash[HELD] = cls(proof_of(config))
            held.proof.at_end(held.close)
        return config.stash[HELD]

    def open(self) -> Arena:
        """The arena; raises NoBrowser, BrowserLost, BackendLost."""
        if self._arena is None:
            proof, self._stack = self.proof, ExitStack()
            settings = proof.options.settings
            explicit = settings.browser_path or None
            browser = find_browser(full=False, explicit=explicit, environ=os.environ)
            site = Site(proof.target, proof.profile, proof.mock, insecure=settings.insecure)
            proxy = proxy_from(os.environ, url=settings.url)
            self._arena = self._stack.enter_context(arena(browser.path, site, proxy=proxy))
        return self._arena

    def close(self) -> None:
        """Ends its browser."""
        stack, self._stack, self._arena = self._stack, None, None
        if stack is not None:
            stack.close()


def gates_of(wanted: EveryOrder, proof: Proof) -> tuple[str, ...]:
    """What is held: what the scenario names, else what `layerproof race` holds."""
    return wanted.gates or default_gates(is_mock=not proof.options.settings.url)


def digest_of_item(item: pytest.Item, wanted: EveryOrder) -> str:
    """What stands for the scenario in the ids of its orders, wherever it is played."""
    proof = proof_of(item.config)
    name = f"{proof.profile.name}/{item.path.name}::{item.name}"
    return digest_of(name, gates_of(wanted, proof))


def play_every_order(item: pytest.Function, wanted: EveryOrder) -> None:
    """Races the scenario and keeps what came of it. Raises InvariantBroken, AssertionError or
    NotDecided with the calmest order that shows it.
    """
    __tracebackhide__ = True
    _refuse_other_browsers(item.config)
    bench, proof = item.stash[BENCH], proof_of(item.config)
    digest, held = digest_of_item(item, wanted), Held.of(item.config)
    telling = Telling(item, bench)
    plan = Plan(Bounds(wanted.at_most), calmer=CALMER, replay=_replayed(proof, digest))
    gates = gates_of(wanted, proof)
    with held.open().world(item.nodeid, telling.play, gates, prefix=bench.prefix) as (world, land):
        race = Race(Orders(world.play, digest), plan)
        run(race)
    if isinstance(land, AnyLand):
        proof.created += land.created
        proof.cleaned += land.cleaned
    if race.hindered:
        held.close()
    _keep(item, bench, race, gates)
    _conclude(bench, race, telling)


def _replayed(proof: Proof, digest: str) -> Schedule | None:
    return parse(proof.options.replay, digest) if proof.options.replay else None


def _refuse_other_browsers(config: pytest.Config) -> None:
    asked: Sequence[str] = config.getoption("browser", None) or ()
    if any(it != "chromium" for it in asked):
        raise Unsupported("every order, in another browser than Chromium,", [])


def _keep(item: pytest.Function, bench: Bench, race: Race, gates: Sequence[str]) -> None:
    """Writes down the race, and of each outcome the calmest order in full."""
    proof, params = bench.proof, getattr(getattr(item, "callspec", None), "params", {})

    def again(order: str) -> str:
        return repeat_command(proof.options, only=item.name, test=item.nodeid, order=order)

    for row in race.rows:
        if row.outcome in race.orders.examples:
            for journey in race.orders.examples[row.outcome].journeys:
                bench.keep(journey)
    bench.raced = result(
        race,
        starter=str(params.get("starter", "")),
        gates=gates,
        repeat=again,
        title=title(item),
        check=item.nodeid,
    )
    proof.writer.race(bench.raced)


def _conclude(bench: Bench, race: Race, telling: Telling) -> None:
    __tracebackhide__ = True
    raced = bench.raced
    assert raced is not None
    if race.interrupted:
        raise KeyboardInterrupt
    if raced.status is Status.FAIL:
        first = raced.outcomes[0]
        recorded = race.orders.examples.get(first.outcome)
        if recorded is not None and not recorded.ended.failed:
            broken = next(it for it in recorded.verdicts if it.status is Status.FAIL)
            said = f"{BROKE} {broken.invariant} ({broken.line}): {broken.reason}"
            raise InvariantBroken(_story(said, raced))
        raise AssertionError(_story(telling.in_full(first.outcome), raced))
    if raced.status is Status.UNKNOWN:
        raise NotDecided(raced.hindered or _doubts(raced))


def _story(said: str, raced: Raced) -> str:
    many = f"{len(raced.failing)} of {raced.explored} orders fail"
    wait = raced.missing
    missing = f"Nothing makes {wait.hasty} wait until {wait.awaited} is done." if wait else ""
    calm = [f"The calmest, {raced.calmest}:", *raced.drawing] if raced.calmest else []
    lines = [said, "", f"{many}. {raced.said}", *calm, missing]
    return "\n".join([*lines, f"Again: {raced.repeat or raced.outcomes[0].repeat}"])


def _doubts(raced: Raced) -> str:
    if not raced.outcomes:
        return "No order was played to its end."
    first = raced.outcomes[0]
    said = "; ".join(f"{it.invariant}: {it.reason}" for it in first.doubts)
    return f"Not decided in {len(raced.undecided)} of {raced.explored} orders: {said}"


def keep_replayed(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps of all tests the scenario that has the order which is to be played again; raises
    BadSetting where there is none.
    """
    order = proof_of(config).options.replay
    if not order:
        return
    raced = [(it, wanted) for it in items if is_scenario(it) and (wanted := every_order_of(it))]
    theirs = parse(order, order.split(".")[1] if order.count(".") > 1 else "").digest
    kept = [it for it, wanted in raced if digest_of_item(it, wanted) == theirs]
    if not kept:
        raise BadSetting(
            f"No scenario that was chosen has the order {order}. Its gates or its name may have "
            "changed: find the orders anew, without --replay."
        )
    left_out = [it for it in items if it not in kept]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
