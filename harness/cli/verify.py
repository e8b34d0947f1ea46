"""`layerproof verify`: proves an application, in the order

settings, profile, names    a mistake in them ends it at once (exit 2)
browser, target             what is not there ends it at once (exit 3)
pytest on the scenarios     in a process of its own, which saves the run and its reports
result                      the run's verdict is the exit code, and `--json`
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from harness.backend.defects import defect_names
from harness.backend.proxied import proxy_control, sweep
from harness.cli import flag, speech
from harness.cli.baseline import against_baseline, refuse_baseline
from harness.cli.child import Ended, run_to_end
from harness.cli.chosen import refuse_nameless
from harness.cli.classify import classified
from harness.cli.placed import Placed, placed
from harness.cli.production import refuse_said_production
from harness.cli.pytest_call import pytest_command, pytest_environ, scenarios
from harness.cli.race_shown import show_orders
from harness.cli.result import INTERRUPTED, told_in_json, write_json
from harness.cli.tracing import short, trace_failures
from harness.conditions.registry import compose
from harness.errors import BadSetting, Inconclusive, UnknownName, UsageError
from harness.invariants.registry import invariant_names
from harness.judge.accepted import read_accepted
from harness.machine.browser import find_browser
from harness.machine.budget import OVER
from harness.machine.display import refuse_headed_without_display
from harness.model.run import Stage
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.place import HEAD, make_place, new_id
from harness.runs.saved import SavedRun, open_run
from harness.settings.resolve import resolve
from harness.settings.settings import Settings
from harness.settings.show import lines
from harness.settings.writing import refuse_writing
from harness.stage.arrived import told
from harness.stage.deployment import Patience, refuse_blind, until_deployed
from harness.stage.preflight import Arrival, preflight
from harness.stage.tag import tag_of

# A deployment that is named by its commit is waited for so long, where nobody says how long.
WAITS_S = 300.0


def verify(
    *,
    url: flag.Url = None,
    profile: flag.ProfileFile = None,
    expect_commit: flag.ExpectCommit = None,
    event: flag.Event = None,
    deployment: flag.Deployment = None,
    wait: flag.Wait = None,
    oidc: flag.Oidc = None,
    bypass: flag.Bypass = None,
    only: flag.Only = None,
    under: flag.Under = None,
    starter: flag.Starter = None,
    keyword: flag.Keyword = None,
    workers: flag.Workers = None,
    budget: flag.Budget = None,
    baseline: flag.Baseline = None,
    baseline_header: flag.BaselineHeader = None,
    loads: flag.Loads = None,
    classify: flag.Classify = None,
    stop_at_first: flag.StopAtFirst = None,
    headed: flag.Headed = None,
    full_browser: flag.FullBrowser = None,
    browser_path: flag.BrowserPath = None,
    firestore_proxy: flag.FirestoreProxy = None,
    allow_host: flag.AllowHost = None,
    allow_production: flag.AllowProduction = None,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
    accepted: flag.Accepted = None,
    allow_untested: flag.AllowUntested = None,
    out: flag.Out = None,
    json_file: flag.JsonFile = None,
    defect: flag.Defect = None,
    store: flag.Store = None,
    replay: flag.Replay = None,
) -> int:
    """Prove that the sessions of an app load: the mock's, or those at --url."""
    flags = dict(locals())
    del flags["replay"]
    mock = [f"--defect={it}" for it in flags.pop("defect") or ()]
    mock += [f"--store={store}"] if flags.pop("store") else []
    flags["headers"] = flags.pop("header")
    flags["baseline_headers"] = flags.pop("baseline_header")
    return prove(flags, tuple(mock), order=replay or "")


def prove(flags: Mapping[str, object], mock: tuple[str, ...], *, order: str = "") -> int:
    """Runs the proof with these settings' flags and options of the mock, of one scenario the
    `order` alone where it is said; returns the exit code.
    """
    asked = {key: str(flags.get(key) or "") for key in ("url", "profile")}
    given = flags.get("json_file")
    early = Path(str(given)) if given else None
    with told_in_json(early, command="layerproof verify", **asked):
        settings = resolve(flags, os.environ, Path.cwd())
    named = {"url": settings.url, "profile": settings.profile_name}
    with told_in_json(settings.json_file, command="layerproof verify", **named):
        speech.say_all(lines(settings))
        place = _place(settings)
        settings = place.settings
        profile = ready_profile(settings)
        _refuse_what_cannot_be(settings, profile, mock)
        run = new_id(datetime.now(UTC))
        arrived = _arrived(place, profile, run)
        folder = settings.out / run
        make_place(folder)
        ended = run_to_end(
            pytest_command(settings, folder, (*mock, *_replaying(order))),
            environ={**pytest_environ(settings, os.environ), **arrived},
            limit_s=settings.budget,
            at_limit=OVER,
        )
        saved = _recorded(folder, ended, settings)
        if not (ended.interrupted or ended.over_limit):
            saved = _looked_closer(saved, settings, mock)
    code = exit_code(saved, ended)
    if settings.json_file is not None:
        write_json(settings.json_file, replace(saved, run=replace(saved.run, exit_code=code)))
    return code


def _refuse_what_cannot_be(settings: Settings, profile: Profile, mock: tuple[str, ...]) -> None:
    """Raises BadSetting, UnknownName or NoBrowser before anything is asked of the target."""
    refuse_writing(settings, profile, os.environ)
    refuse_baseline(settings, profile)
    refuse_nameless(settings.only, settings.under, profile, scenarios())
    _check_the_mocks_options(settings, mock)
    if settings.headed:
        refuse_headed_without_display(os.environ)
    find_browser(
        full=settings.full_browser or settings.headed,
        explicit=settings.browser_path or None,
        environ=os.environ,
    )


def ready_profile(settings: Settings) -> Profile:
    """The profile, once every name in the settings is known; raises UsageError."""
    if settings.firestore_proxy and not settings.url and _is_flag(settings, "firestore_proxy"):
        raise BadSetting("--firestore-proxy is for an app: say which with --url.")
    if settings.expect_commit and not settings.url and _is_flag(settings, "expect_commit"):
        raise BadSetting("--expect-commit is for a deployment: say which with --url.")
    profile = load_profile(settings.profile_name)
    profile.refuse_unknown_deviations(invariant_names())
    for name in settings.starter:
        profile.starter(name)
    compose([part for it in settings.under for part in it.split("+")])
    if settings.accepted is not None:
        _check_accepted(settings.accepted, profile)
    return profile


def _place(settings: Settings) -> Placed:
    """The deployment that is meant, under its own address, which is said where it was found out."""
    found = placed(settings, os.environ, patience=patience_of(settings), tell=speech.say)
    if found.settings.url != settings.url:
        speech.say(f"target: {found.settings.url}", style="dim")
    return found


def _arrived(place: Placed, profile: Profile, run: str) -> dict[str, str]:
    """What those who play are told of the target that was waited for; nothing of a mock."""
    settings = place.settings
    if not settings.url:
        return {}
    arrival = arrive(settings, profile, run)
    refuse_said_production(settings, profile, run)
    return told(arrival, url=settings.url, deployment=place.deployment)


def patience_of(settings: Settings) -> Patience:
    """How long the settings wait for a deployment."""
    is_named = settings.expect_commit or settings.deployment or settings.event
    return Patience(settings.wait or (WAITS_S if is_named else 0.0), time.monotonic, time.sleep)


def arrive(settings: Settings, profile: Profile, run: str) -> Arrival:
    """Waits for the target as long as the settings say, and says what is odd about it; raises
    TargetUnreachable, NotTheApp, NotDeployed, BadSetting.
    """
    refuse_blind(settings.expect_commit, profile)

    def look() -> Arrival:
        return preflight(
            settings.url,
            profile,
            headers=settings.plain_headers,
            insecure=settings.insecure,
            tag=tag_of(run),
        )

    arrival = until_deployed(
        look,
        commit=settings.expect_commit,
        patience=patience_of(settings),
        tell=speech.say,
    )
    if arrival.build:
        speech.say(f"target: build {arrival.build}", style="dim")
    speech.say_all((f"target: {note}" for note in arrival.notes), style="yellow")
    if settings.proxied:
        with closing(proxy_control(settings.proxied, os.environ)) as control:
            sweep(control)
    return arrival


def _looked_closer(saved: SavedRun, settings: Settings, mock: tuple[str, ...]) -> SavedRun:
    """The run with what further plays of its failures show; no verdict of it changes."""
    for look in (classified, trace_failures, show_orders):
        saved = look(saved, settings, mock)
    return against_baseline(saved, settings) if settings.baseline else saved


def exit_code(saved: SavedRun, ended: Ended) -> int:
    """The run's own, unless a person interrupted it, or it was ended before it was judged."""
    by_hand = ended.interrupted and not ended.over_limit
    return INTERRUPTED if by_hand else saved.run.exit_code


def _recorded(folder: Path, ended: Ended, settings: Settings) -> SavedRun:
    """The run that pytest left; raises what it means that there is none."""
    if (folder / HEAD).exists():
        saved = open_run(folder)
        speech.say_all(_early(saved, ended, settings), style="yellow")
        return saved
    _forget(folder, settings.out)
    if ended.over_limit:
        raise Inconclusive(f"{_spent(settings)} before the first scenario ended. Nothing is kept.")
    if ended.interrupted:
        speech.say("No scenario had ended yet, so nothing is kept.", style="yellow")
        raise KeyboardInterrupt
    if ended.code == 4:
        raise UsageError("pytest refused its options; its message stands above.")
    if ended.code == 5:
        raise UsageError(_nothing_selected(settings))
    raise Inconclusive(
        f"Nothing was recorded: pytest ended with exit code {ended.code} before the first "
        "scenario was played. Its output stands above."
    )


def _early(saved: SavedRun, ended: Ended, settings: Settings) -> Iterator[str]:
    """Of a run that somebody or something ended: how far it got, and where that is kept."""
    run, whole = saved.run, saved.run.stage is Stage.JUDGED
    if ended.over_limit and not whole:
        yield f"{_spent(settings)}."
    if not whole:
        yield from saved.notes
    if ended.interrupted or ended.over_limit or not whole:
        of = f" of {run.planned}" if run.planned else ""
        yield f"Played and kept: {len(run.checks)}{of} scenarios, in {short(saved.folder)}"
        yield f"Render it: layerproof report {short(saved.folder)}"


def _spent(settings: Settings) -> str:
    return f"The budget of {settings.budget:g} s ran out"


def _forget(folder: Path, out: Path) -> None:
    """Removes the run's folder, and `out`, where nothing is in them."""
    with suppress(OSError):  # only an empty folder goes
        folder.rmdir()
        out.rmdir()


def _is_flag(settings: Settings, name: str) -> bool:
    return settings.origins.get(name, "").startswith("flag")


def _replaying(order: str) -> tuple[str, ...]:
    return (f"--layerproof-replay={order}",) if order else ()


def _nothing_selected(settings: Settings) -> str:
    chosen = {"--only": ", ".join(settings.only), "-k": settings.keyword}
    said = " and ".join(f"{key} '{text}'" for key, text in chosen.items() if text)
    return f"No scenario matches {said or 'what was asked'}. List them: pytest scenarios --co -q"


def _check_the_mocks_options(settings: Settings, mock: tuple[str, ...]) -> None:
    if settings.url and mock:
        option = mock[0].partition("=")[0]
        raise BadSetting(f"{option} is for the built-in mock: leave it out, or leave out --url.")
    defects = [it.partition("=")[2] for it in mock if it.startswith("--defect=")]
    known = defect_names() if defects else ()
    for name in defects:
        if name not in known:
            raise UnknownName("defect", name, known)


def _check_accepted(path: Path, profile: Profile) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"--accepted {path} cannot be read: {error}.") from error
    read_accepted(
        text, where=str(path), invariants=invariant_names(), starters=list(profile.starters)
    )
