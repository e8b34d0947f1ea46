"""`layerproof race`: every order of a start-up, in a real browser.

settings, names     a mistake in them ends it at once (exit 2)
browser, app        what is not there ends it at once (exit 3)
search              each order is told as it ends; Ctrl-C keeps what was found
result              outcomes, the calmest failing order, and what is missing in the app

Exit codes: 0 no order fails; 1 one does; 2 usage; 3 it could not be found out; 130 interrupted.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from harness.backend.defects import defect_names
from harness.cli import flag, race_told, speech
from harness.cli.production import refuse_any_production
from harness.cli.race_kept import keep
from harness.cli.racing import Ring, in_lanes, opened, starter_of
from harness.cli.result import INTERRUPTED, told_in_json, write_json
from harness.cli.verify import arrive, ready_profile
from harness.conditions.registry import compose
from harness.errors import BadSetting, UnknownName
from harness.judge.conclusion import EXIT
from harness.machine.browser import find_browser
from harness.model.verdict import worst
from harness.model.word import Status
from harness.race.explore import Bounds
from harness.race.played import Choose
from harness.race.schedule import digest_of, parse
from harness.racing.diary import Diary, remembered
from harness.racing.gates import default_gates
from harness.racing.orders import Order, Orders
from harness.racing.race import Plan, Race, run
from harness.racing.stressed import stressed
from harness.racing.world import Recorded, World
from harness.runs.place import make_place, new_id
from harness.settings.resolve import resolve
from harness.settings.settings import Settings
from harness.settings.writing import refuse_writing
from reports.json_report import race_tree

Gates = Annotated[
    str | None,
    typer.Option(
        metavar="G,...",
        help="What is held: create.*, db.replace, storage.visible, tab.close, tab.reload, …",
    ),
]
MaxRuns = Annotated[int, typer.Option(min=1, metavar="N", help="Orders to play at most.")]
Preemptions = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Only orders that leave an actor so often for another."),
]
Unreduced = Annotated[bool, typer.Option("--unreduced", help="Play equivalent orders, too.")]
Walks = Annotated[int, typer.Option(min=0, metavar="N", help="Play N orders by chance instead.")]
Way = Annotated[Literal["pct", "random"], typer.Option(help="How chance chooses.")]
Seed = Annotated[int, typer.Option(metavar="S", help="What chance begins with.")]
Audit = Annotated[
    Literal["examples", "all", "none"], typer.Option(help="Which orders are played twice.")
]
ReplayId = Annotated[str | None, typer.Option(metavar="ID", help="Play this order again.")]
Times = Annotated[int, typer.Option(min=1, metavar="N", help="How often --replay plays it.")]
Compared = Annotated[
    tuple[str, str] | None, typer.Option(metavar="ID ID", help="Put two orders side by side.")
]
Resume = Annotated[
    Path | None, typer.Option(metavar="RUN", help="Go on where this race was ended.")
]
LaneCount = Annotated[
    int, typer.Option(min=1, metavar="N", help="Orders played at once, each in a mock of its own.")
]
Stress = Annotated[
    int, typer.Option(min=0, metavar="N", help="N runs with delays by chance, nothing held.")
]
Longest = Annotated[float, typer.Option(min=0, help="The longest of these delays, in ms.")]

# The options that are settings of every command.
SETTINGS = (
    *("url", "profile", "starter", "insecure", "browser_path", "out", "under"),
    *("firestore_proxy", "allow_host"),
)
RACE = "A race, which holds what was begun,"


def race(
    *,
    url: flag.Url = None,
    profile: flag.ProfileFile = None,
    starter: flag.Starter = None,
    gates: Gates = None,
    max_runs: MaxRuns = 1_000,
    preemptions: Preemptions = None,
    unreduced: Unreduced = False,
    walks: Walks = 0,
    way: Way = "pct",
    seed: Seed = 1,
    audit: Audit = "examples",
    replay: ReplayId = None,
    times: Times = 1,
    compare: Compared = None,
    resume: Resume = None,
    lanes: LaneCount = 1,
    stress: Stress = 0,
    delay_ms: Longest = 200.0,
    under: flag.Under = None,
    firestore_proxy: flag.FirestoreProxy = None,
    allow_host: flag.AllowHost = None,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
    browser_path: flag.BrowserPath = None,
    out: flag.Out = None,
    json_file: flag.JsonFile = None,
    defect: flag.Defect = None,
) -> int:
    """Play every order in which a session's start-up can fall, and say which ones fail."""
    flags = dict(locals())
    asked = {"url": url or "", "profile": profile or ""}
    with told_in_json(json_file, command="layerproof race", **asked):
        settings = _settings(flags)
        folder = settings.out.absolute() / new_id(datetime.now(UTC))
        ring = _ring(settings, gates, defect or (), folder.name)
        digest = digest_of(ring.scenario, ring.gates)
        known = remembered(resume, digest) if resume else ()
        with _world(ring) as (world, browser):
            if replay:
                return _replay(Orders(world.play, digest), replay, times)
            if compare:
                return _compare(Orders(world.play, digest), compare)
            if stress:
                return _stress(world, stress, seed, delay_ms)
            plan = Plan(Bounds(max_runs, preemptions, not unreduced), walks, way, seed, audit)
            with in_lanes(ring, browser, world, lanes) as play:
                raced = _raced(_noted(play, ring, digest, folder, known), plan)
        return _told(raced, ring, folder, json_file)


def _settings(flags: Mapping[str, Any]) -> Settings:
    named = {it: flags[it] for it in SETTINGS}
    return resolve({**named, "headers": flags["header"]}, os.environ, Path.cwd())


def _raced(orders: Orders, plan: Plan) -> Race:
    raced = Race(orders, plan)
    run(raced)
    return raced


@contextmanager
def _world(ring: Ring) -> Iterator[tuple[World, Path]]:
    """The world, once a browser and the app are there, and the browser that it is in."""
    settings = ring.settings
    browser = find_browser(full=False, explicit=settings.browser_path or None, environ=os.environ)
    if settings.url:
        arrive(settings, ring.profile, ring.run)
        refuse_any_production(settings, ring.profile, ring.run, what=RACE, asks=True)
    with opened(ring, browser.path) as world:
        yield world, browser.path


def _told(raced: Race, ring: Ring, folder: Path, json_file: Path | None) -> int:
    """Saves the race and says what came of it; the exit code."""
    saved = keep(raced, ring, folder)
    told = saved.run.races[0]
    race_told.answer(told, ring, folder)
    if json_file is not None:
        write_json(json_file, saved, more={"race": race_tree(told)})
    return INTERRUPTED if raced.interrupted else saved.run.exit_code


def _noted(
    play: Callable[[Choose], Recorded],
    ring: Ring,
    digest: str,
    folder: Path,
    known: Sequence[Order],
) -> Orders:
    """Orders that are told and written down as they end; those known before are there already."""
    make_place(folder)
    diary = Diary(folder, digest=digest, scenario=ring.scenario, gates=ring.gates)
    tell = race_told.heard()

    def heard(order: Order) -> None:
        diary.note(order)
        tell(order)

    orders = Orders(play, digest, heard)
    for it in known:
        diary.note(it)
        orders.adopt(it)
    return orders


def _ring(
    settings: Settings,
    gates: str | None,
    defects: Sequence[str],
    run_id: str,
) -> Ring:
    profile = ready_profile(settings)
    refuse_writing(settings, profile, os.environ)
    refuse_any_production(settings, profile, what=RACE)
    if settings.url and defects:
        raise BadSetting("--defect is for the mock application; unset the URL.")
    for it in defects:
        if it not in defect_names():
            raise UnknownName("defect", it, defect_names())
    named = tuple(it.strip() for it in (gates or "").split(",") if it.strip())
    chosen = named or default_gates(is_mock=not settings.url, holds_database=bool(settings.proxied))
    return Ring(
        settings,
        profile,
        starter_of(profile, settings.starter),
        chosen,
        named=bool(named),
        defects=tuple(defects),
        run=run_id,
        under=compose(settings.under),
    )


def _replay(orders: Orders, text: str, times: int) -> int:
    schedule = parse(text, orders.digest)
    records = [orders.replay(schedule) for _ in range(times)]
    race_told.replayed(records)
    return _code(it.ended.status for it in records)


def _compare(orders: Orders, texts: tuple[str, str]) -> int:
    one, other = (orders.replay(parse(it, orders.digest)) for it in texts)
    race_told.compared(one, other)
    return _code([one.ended.status, other.ended.status])


def _stress(world: World, count: int, seed: int, longest_ms: float) -> int:
    found = stressed(world, count, seed=seed, longest_ms=longest_ms)
    for line in found.lines():
        speech.answer(line)
    return _code([found.status])


def _code(statuses: Iterable[Status]) -> int:
    """The exit code of the worst of them."""
    return EXIT[worst(list(statuses))]
