"""`layerproof load`: loads by layer at a rate, measured from when visitors were meant to come.

settings, plan, names    a mistake in them, or a host that nobody allowed, ends it at once (exit 2)
target                   what is not there ends it at once (exit 3)
Locust                   in a process of its own, with workers where they are asked for
result                   a table, the thresholds, `--json`, and load.json in the run's folder

Exit codes: 0 every threshold kept; 1 one breached; 2 usage; 3 it could not be found out (too few
samples, a generator that could not keep up); 130 interrupted, with the result of what there was.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from harness.backend.mock import start_mock
from harness.cli import flag, load_told, speech
from harness.cli.child import Ended, run_to_end
from harness.cli.load_beside import Sentinel, beside
from harness.cli.load_child import (
    PORT,
    PROGRESS,
    Crew,
    last_lines,
    locust_command,
    locust_environ,
    worker_command,
)
from harness.cli.load_cleaned import clean, told
from harness.cli.load_kept import keep
from harness.cli.load_learnt import learn
from harness.cli.production import refuse_said_production
from harness.cli.result import INTERRUPTED, told_in_json, write_json
from harness.cli.verify import arrive, ready_profile
from harness.errors import BadSetting, Inconclusive, UsageError
from harness.load.journey import Journey
from harness.measure.result import NAME, Tree, read
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Status
from harness.profile.load import load_profile
from harness.runs.place import make_place, new_id, point_latest
from harness.runs.saved import SavedRun
from harness.settings.host import LOAD
from harness.settings.resolve import resolve
from harness.settings.settings import Settings, without_password
from harness.settings.writing import refuse_writing
from harness.stage.tag import tag_of
from harness.swarm.brief import Brief, brief_of, refuse_unfit_brief
from harness.swarm.option import parsed

# What is held where nobody says what to hold.
USUAL = "load_success: rate>0.99"
# The mock of a run counts no calls: its limit is for people.
UNLIMITED = 1_000_000_000

PlanName = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME|FILE",
        help="smoke, peak, spike, soak, breakpoint, or a TOML file.  [default: a steady rate]",
    ),
]
JourneyName = Annotated[
    str | None,
    typer.Option("--journey", help=f"{', '.join(Journey)}.  [default: the plan's, else mixed]"),
]
Share = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="mixed: the share of loads that find no entry."),
]
Rate = Annotated[
    float | None,
    typer.Option(metavar="N", help="Visitors a second; the highest of a plan.  [default: 50]"),
]
Lasts = Annotated[
    str | None, typer.Option("--duration", metavar="60s", help="How long visitors come.")
]
Thresholds = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold",
        metavar="TEXT",
        help=f"k6's grammar, 'load_duration{{layer:server}}: p(95)<300'.  [default: {USUAL}]",
    ),
]
Fewest = Annotated[
    int | None, typer.Option("--min-samples", min=1, help="Samples that a threshold needs.")
]
Spaced = Annotated[
    Literal["even", "chance"] | None, typer.Option("--arrivals", help="How visitors are spaced.")
]
Seed = Annotated[int | None, typer.Option(min=0, help="What chance begins with.")]
Grace = Annotated[
    str | None, typer.Option(metavar="30s", help="How long what has begun may still take.")
]
Users = Annotated[
    int, typer.Option(min=0, metavar="N", help="Loads at a time.  [default: by the rate]")
]
Workers = Annotated[
    int, typer.Option("--workers", min=0, metavar="N", help="Processes that send the load.")
]
Master = Annotated[bool, typer.Option("--master", help="Lead workers on other machines.")]
Worker = Annotated[bool, typer.Option("--worker", help="Be a worker of --master-host.")]
MasterHost = Annotated[str, typer.Option(metavar="H", help="Where the master is.")]
MasterPort = Annotated[int, typer.Option(min=1, max=65_535, help="Its port.")]
Browsers = Annotated[
    float,
    typer.Option(
        "--browsers",
        min=0,
        max=10,
        metavar="K",
        help="Loads a second in real browsers besides, on the same clock.  [default: none]",
    ),
]
MetricsPort = Annotated[
    int | None,
    typer.Option(min=1, max=65_535, metavar="PORT", help="Figures for Prometheus, meanwhile."),
]
Otlp = Annotated[
    str | None,
    typer.Option("--otlp", metavar="URL", help="Figures for OpenTelemetry, meanwhile."),
]
Unbounded = Annotated[
    bool, typer.Option("--unbounded", help="More than 5,000/s or an hour is meant.")
]

# The options that are settings of every command, and those that go on to Locust as they are.
SETTINGS = ("url", "profile", "insecure", "out", "allow_host", "allow_production")
_OPTIONS = {
    "plan": "--plan",
    "journey": "--journey",
    "empty_storage": "--empty-storage",
    "rate": "--rate",
    "duration": "--duration",
    "min_samples": "--min-samples",
    "arrivals": "--arrivals",
    "seed": "--seed",
    "grace": "--grace",
    "metrics_port": "--metrics-port",
    "otlp": "--otlp",
}


def load(
    *,
    url: flag.Url = None,
    profile: flag.ProfileFile = None,
    plan: PlanName = None,
    journey: JourneyName = None,
    empty_storage: Share = None,
    rate: Rate = None,
    duration: Lasts = None,
    threshold: Thresholds = None,
    min_samples: Fewest = None,
    arrivals: Spaced = None,
    seed: Seed = None,
    grace: Grace = None,
    users: Users = 0,
    browsers: Browsers = 0,
    metrics_port: MetricsPort = None,
    otlp: Otlp = None,
    workers: Workers = 0,
    master: Master = False,
    worker: Worker = False,
    master_host: MasterHost = "127.0.0.1",
    master_port: MasterPort = PORT,
    allow_host: flag.AllowHost = None,
    allow_production: flag.AllowProduction = None,
    unbounded: Unbounded = False,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
    out: flag.Out = None,
    json_file: flag.JsonFile = None,
) -> int:
    """Load sessions at a rate, and say how fast and how often each layer supplied them."""
    flags = dict(locals())
    asked = {"url": url or "", "profile": profile or ""}
    with told_in_json(json_file, command="layerproof load", **asked):
        if worker:
            return _work(flags)
        named = {it: flags[it] for it in SETTINGS}
        settings = resolve({**named, "headers": header}, os.environ, Path.cwd())
        return _lead(flags, settings, Crew(workers, master=master, port=master_port))


def _lead(flags: Mapping[str, Any], settings: Settings, crew: Crew) -> int:
    """Plays the run and says what it came to; the exit code."""
    began = datetime.now(UTC)
    environ = locust_environ(
        os.environ, settings.plain_headers, parent=os.getpid(), oidc=settings.oidc
    )
    options = _options(flags, settings)
    brief = brief_of(parsed(options), environ)
    options += [] if brief.thresholds else ["--threshold", USUAL]
    folder = settings.out.absolute() / new_id(began)
    tag = tag_of(folder.name) if settings.url else ""
    with _target(settings, folder.name) as target:
        make_place(folder)
        _learn(options, environ, settings, folder, leads_others=crew.master)
        command = locust_command(target, folder, options, crew=crew, users=flags["users"], tag=tag)
        eyes = _sentinel(flags, settings, brief, target, folder)
        with load_told.showing(folder / PROGRESS) as look, beside(eyes, settings) as watching:
            ended = run_to_end(command, environ=environ, quiet=True, meanwhile=look)
            watch = watching.end() if watching else None
        cleaned = _cleaned(settings, folder, environ, options, tag)
    tree = keep(_recorded(folder, ended), watch, folder)
    point_latest(folder)
    load_told.answer(tree, folder, where=without_password(settings.url) or "the mock")
    if settings.url:
        made, profile = tree["start"]["response"]["count"], load_profile(settings.profile_name)
        speech.say(told(made, cleaned, profile, tag=tag), style="dim")
    code = INTERRUPTED if ended.interrupted else int(tree["exit_code"])
    if flags["json_file"] is not None:
        saved = as_run(tree, settings, folder, began, code=code, tag=tag, cleaned=cleaned)
        write_json(flags["json_file"], saved, more=shown(tree, folder))
    return code


def _learn(
    options: list[str],
    environ: dict[str, str],
    settings: Settings,
    folder: Path,
    *,
    leads_others: bool,
) -> None:
    """Adds to options and environment what is learnt of the application before the run."""
    brief = brief_of(parsed(options), environ)
    lesson = learn(
        settings,
        load_profile(settings.profile_name),
        brief.journey,
        folder=folder,
        environ=environ,
        leads_others=leads_others,
    )
    options += lesson.options
    environ |= lesson.environ
    refuse_unfit_brief(brief_of(parsed(options), environ))


def _cleaned(
    settings: Settings, folder: Path, environ: Mapping[str, str], options: list[str], tag: str
) -> int:
    """How many of the sessions that were created are removed again; the mock of a run ends."""
    if not settings.url:
        return 0
    profile, script = load_profile(settings.profile_name), brief_of(parsed(options), environ).script
    return clean(folder, profile, settings, environ, tag=tag, script=script)


def _options(flags: Mapping[str, Any], settings: Settings) -> list[str]:
    """What Locust is told of the run, as a command line."""
    said = {option: flags[name] for name, option in _OPTIONS.items()}
    options = [
        part for option, it in said.items() if it not in (None, "") for part in (option, f"{it}")
    ]
    if all(flags[it] is None for it in ("plan", "rate", "duration")):
        options += ["--rate", "50"]
    for text in flags["threshold"] or ():
        options += ["--threshold", text]
    for host in settings.allow_host:
        options += ["--allow-host", host]
    options += ["--unbounded"] if flags["unbounded"] else []
    options += ["--take-any-certificate"] if settings.insecure else []
    return [*options, "--app-profile", settings.profile_name]


def _sentinel(
    flags: Mapping[str, Any], settings: Settings, brief: Brief, url: str, folder: Path
) -> Sentinel:
    """Who looks beside the run; on the mock of a run people sign in as the demo's do."""
    profile = load_profile(settings.profile_name if settings.url else "demo")
    per_s, empty = flags["browsers"], brief.empty_storage
    return Sentinel(per_s, empty, url, profile, folder.name, folder / PROGRESS)


@contextmanager
def _target(settings: Settings, run: str) -> Iterator[str]:
    """The address of what is put under load: the app's, once it is known to be allowed and there,
    or that of a mock of our own.
    """
    profile = ready_profile(settings)
    if settings.url:
        refuse_writing(settings, profile, os.environ, deed=LOAD)
        arrive(settings, profile, run)
        refuse_said_production(settings, profile, run)
        yield settings.url
        return
    mock = start_mock(demo=True, controlled=False, rate_limit=UNLIMITED)
    try:
        yield mock.url
    finally:
        mock.stop()


def _recorded(folder: Path, ended: Ended) -> Tree:
    """What Locust left; raises what it means that there is nothing."""
    try:
        return read((folder / NAME).read_text("utf-8"))
    except FileNotFoundError:
        if ended.interrupted:
            raise KeyboardInterrupt from None
        said = last_lines(folder)
        if ended.code == UsageError.exit_code:
            raise UsageError(f"Locust refused to begin. It last said:\n{said}") from None
        raise Inconclusive(
            f"Locust ended with exit code {ended.code} and left no result. It last said:\n{said}"
        ) from None


def _work(flags: Mapping[str, Any]) -> int:
    """This process is a worker until its master ends it; what it does it is told by the master."""
    wrong = [it for it in ("url", "plan", "rate", "duration", "threshold", "master") if flags[it]]
    if wrong:
        raise BadSetting(f"--{wrong[0]} is the master's: a worker is told all by its master.")
    host, port = flags["master_host"], flags["master_port"]
    speech.say(f"A worker of the master at {host}:{port}. Ctrl-C stops it.", style="dim")
    environ = locust_environ(os.environ, {}, parent=os.getpid())
    ended = run_to_end(worker_command(host, port), environ=environ)
    if ended.interrupted:
        return INTERRUPTED
    return 0 if ended.code == 0 else Inconclusive.exit_code


def shown(tree: Tree, folder: Path) -> Tree:
    """What `--json` has of a load run, besides what it has of every command."""
    names = (
        "offered_per_s",
        "achieved_per_s",
        "arrivals",
        "layers",
        "thresholds",
        "climb",
        "health",
    )
    legs = {name: {key: it[key] for key in it if key != "hdr"} for name, it in tree["legs"].items()}
    return {
        **{it: tree[it] for it in (*names, "climb", "health")},
        "legs": legs,
        "load": tree["run"],
        "load_file": str(folder / NAME),
    }


def as_run(
    tree: Tree,
    settings: Settings,
    folder: Path,
    began: datetime,
    *,
    code: int,
    tag: str,
    cleaned: int = 0,
) -> SavedRun:
    """The measurement as a run that has no checks of its own."""
    run = Run(
        id=folder.name,
        command="layerproof load",
        started_at=began.isoformat(timespec="milliseconds"),
        stage=Stage.JUDGED,
        target={"url": without_password(settings.url), "name": "" if settings.url else "mock"},
        profile=settings.profile_name,
        rules=Rules(),
        settings=settings.shown(),
        versions={},
        duration_s=round((datetime.now(UTC) - began).total_seconds(), 3),
        interrupted=code == INTERRUPTED,
        verdict=Status(tree["verdict"]),
        verdict_reason=tree["reason"],
        exit_code=code,
        created=tree["start"]["response"]["count"],
        cleaned=cleaned,
        tag=tag,
    )
    return SavedRun(folder, run)
