"""Saved runs of every kind that a report must show, written as a real run writes them."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from harness.model.comparison import ColdHit, Compared, Comparison
from harness.model.journey import Journey
from harness.model.recurrence import Recurrence
from harness.model.rules import Rules
from harness.model.run import Cell, Check, Finding, LayerState, Run, Stage
from harness.model.verdict import Scope, Verdict
from harness.model.word import Outcome, Status
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import RunWriter, save_judged, save_recorded, save_verdicts, start_run
from reports.tests import races, tape

ANSWERED = (LayerState.WORKS, LayerState.SEEN)
STARTERS = ("student", "student-dashboard", "org", "admin")
PASS, FAIL, UNKNOWN, SKIP = Status.PASS, Status.FAIL, Status.UNKNOWN, Status.SKIP
REPEAT = "layerproof verify --only test_each_starter --starter org --under storage-empty"
HOSTILE = "</script><script>alert(1)</script>\u2028&\"'<img src=x onerror=alert(2)>"

HEAD = Run(
    id="",
    command="layerproof verify -n 2",
    started_at="2026-11-22T16:10:05.123+00:00",
    stage=Stage.STARTED,
    target={"name": "mock", "base_url": "http://127.0.0.1:41873", "build": "a1b2c3d"},
    profile="mock",
    rules=Rules(starters=STARTERS),
    settings={
        "url": ("the mock application", "default"),
        "workers": ("2", "flag"),
        "bypass_secret": ("••••", "environment"),
    },
    versions={"layerproof": "0.1.0", "python": "3.11.9", "browser": "chromium 156", "format": "1"},
    selected_starters=STARTERS,
    duration_s=74.2,
)


def png(width: int = 480, height: int = 270) -> bytes:
    """A small picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    row = b"\0" + b"\xee\xf2\xf7" * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def a_check(name: str, status: Status = PASS, **more: object) -> Check:
    """A scenario's result."""
    title = name.replace("_", " ").removeprefix("test ")
    plain: dict[str, object] = {"duration_s": 1.2, **more}
    check = Check(
        f"scenarios/test_starters.py::{name}", title, "scenarios/test_starters.py", status
    )
    return replace(check, **plain)  # type: ignore[arg-type]  # names of Check's own fields


def a_finding(invariant: str, **more: object) -> Finding:
    """A finding on the org starter's fallback."""
    plain: dict[str, object] = {
        "line": "runner.2",
        "reason": "3 attempts were answered with 503 and the tab ended in an error.",
        "starter": "org",
        "layer": "server",
        "conditions": ("storage-empty",),
        "trace": "j-1/tab-2",
        "evidence": (23, 24),
        "repeat": REPEAT,
        **more,
    }
    return Finding(invariant=invariant, **plain)  # type: ignore[arg-type]  # Finding's own fields


def a_matrix(states: Mapping[tuple[str, str], LayerState]) -> tuple[Cell, ...]:
    """Every starter and layer, working unless said otherwise."""
    return tuple(
        Cell(starter, layer, state, loads, 2 if state in ANSWERED else 0, ("j-1/tab-2",))
        for starter in STARTERS
        for layer in ("storage", "server")
        for state in [states.get((starter, layer), LayerState.WORKS)]
        for loads in [0 if state is LayerState.NOT_TESTED else 2]
    )


def saved(
    out: Path, run: Run, journeys: Iterable[Journey], *, verdicts: Iterable[Verdict] = ()
) -> SavedRun:
    """The run on disk, judged, and read back."""
    folder = start_run(out, run)
    with closing(RunWriter(folder)) as writer:
        for journey in journeys:
            writer.journey(journey)
        for check in run.checks:
            writer.check(check)
        for raced in run.races:
            writer.race(raced)
        if any(it.screenshot for it in run.findings):
            writer.attach("shot.png", [png()])
    save_verdicts(folder, verdicts)
    save_judged(folder, run)
    return open_run(folder)


def verdicts_of(journeys: Iterable[Journey]) -> list[Verdict]:
    """What two invariants say of each load."""
    return [
        Verdict(name, line, Scope.LOAD, it.runner.id, status, 1, reason, ())
        for it in journeys
        for name, line in (("load-ends", "runner.deadline"), ("storage-hit-is-silent", "runner.1"))
        for status in [FAIL if it.runner.ended is Outcome.STUCK else PASS]
        for reason in ["" if status is PASS else "still loading after 15 s"]
    ]


def passing(out: Path) -> SavedRun:
    """Everything holds."""
    journeys = [tape.fast(f"f-{n}", starter=STARTERS[n % 4], took=38 + n) for n in range(12)]
    journeys += [tape.fallback(f"j-{n}", starter=STARTERS[n % 4], took=80 + n) for n in range(8)]
    journeys.append(tape.fallback("r-1", (503, 503, 200), conditions=("server-error:2",)))
    checks = tuple(a_check(f"test_each_starter[{it}]") for it in STARTERS)
    head = replace(
        HEAD,
        verdict=PASS,
        verdict_reason="Every starter reached ready through storage and through the server.",
        exit_code=0,
        counts={"pass": 4, "fail": 0, "unknown": 0, "skip": 0},
        checks=checks,
        matrix=a_matrix({}),
        created=21,
        cleaned=21,
    )
    return saved(out, head, journeys, verdicts=verdicts_of(journeys))


def failing(out: Path) -> SavedRun:
    """Several things are wrong, of different kinds; one is accepted, others unknown or skipped."""
    shot = "evidence/main-0001-shot.png"
    journeys = [tape.fast(f"f-{n}", starter=STARTERS[n % 2], took=38 + n) for n in range(9)]
    journeys.append(tape.fallback("j-1", (503, 503, 503), screenshot=shot))
    journeys.append(tape.fallback("j-2", (503, 200)))
    journeys.append(tape.stuck("s-1", screenshot=shot))
    masked = {
        ("org", "server"): LayerState.DEAD,
        ("admin", "storage"): LayerState.MASKED,
        ("admin", "server"): LayerState.DEAD,
        ("student", "storage"): LayerState.SEEN,
        ("student", "server"): LayerState.NOT_TESTED,
    }
    head = replace(
        HEAD,
        verdict=FAIL,
        verdict_reason="The server layer is dead for org and admin: a new tab that finds nothing "
        "in storage shows no session.",
        exit_code=1,
        counts={"pass": 2, "fail": 2, "unknown": 1, "skip": 1},
        checks=FAILING_CHECKS,
        findings=failing_findings(shot),
        matrix=a_matrix(masked),
        deselected=("scenarios/test_routes.py::test_deep_link", "scenarios/test_retry.py"),
    )
    return saved(out, head, journeys, verdicts=verdicts_of(journeys))


RECURRENCE = Recurrence("a", 1, 3, ("- tab-1: ✓ request session 503", "+ tab-1: <b>200</b>"))


def failing_findings(shot: str) -> tuple[Finding, ...]:
    """What is wrong in `failing`."""
    stuck = {"trace": "s-1/tab-2", "evidence": (21, 25, 26), "starter": "admin"}
    return (
        a_finding(
            "reaches-ready", screenshot=shot, count=3, checks=("a", "b"), recurrence=RECURRENCE
        ),
        a_finding("load-ends", reason="Still loading after 15 s.", line="runner.deadline", **stuck),
        a_finding("no-page-error", reason="TypeError: session is null", line="runner.3", **stuck),
        a_finding(
            "write-before-navigation",
            status=UNKNOWN,
            reason="The database's write and the tab's navigation cannot be ordered.",
            line="starters.4",
            evidence=(),
        ),
        a_finding(
            "diagnostic-line", accepted="until 2027-01-31: waits for the logging change (ops)"
        ),
    )


FAILING_CHECKS = (
    a_check("test_a_stored_session_needs_no_server"),
    a_check("test_double_clicks_start_one_interview"),
    a_check(
        "test_each_starter[org-server]",
        FAIL,
        reason="assert trace.ended is READY",
        detail="E   assert ERROR is READY\nj-1/tab-2: ended error (server)",
        journeys=("j-1",),
        repeat=REPEAT,
    ),
    a_check("test_each_starter[admin-server]", FAIL, reason="stuck", repeat=REPEAT),
    a_check("test_order_of_writes", UNKNOWN, reason="the events cannot be ordered"),
    a_check("test_slow_3g", SKIP, reason="slow-3g needs throttle, which this target lacks"),
)


def unknown(out: Path) -> SavedRun:
    """Nothing failed, but not everything was proved."""
    journeys = [tape.fast(f"f-{n}") for n in range(3)]
    head = replace(
        HEAD,
        verdict=UNKNOWN,
        verdict_reason="The server layer was never proved for org.",
        counts={"pass": 1, "fail": 0, "unknown": 1, "skip": 0},
        checks=(FAILING_CHECKS[0], FAILING_CHECKS[4]),
        matrix=a_matrix({("org", "server"): LayerState.NOT_TESTED}),
    )
    return saved(out, head, journeys)


def skipped(out: Path) -> SavedRun:
    """The target can do nothing of what was asked."""
    head = replace(
        HEAD,
        verdict=SKIP,
        verdict_reason="All scenarios were skipped: the target offers no throttling.",
        counts={"pass": 0, "fail": 0, "unknown": 0, "skip": 1},
        checks=FAILING_CHECKS[5:],
    )
    return saved(out, head, ())


def empty(out: Path) -> SavedRun:
    """Nothing was selected."""
    return saved(out, replace(HEAD, verdict_reason="No scenario was selected."), ())


def interrupted(out: Path) -> SavedRun:
    """Ctrl-C in the middle; a journey's line is cut."""
    folder = start_run(out, HEAD)
    with closing(RunWriter(folder)) as writer:
        writer.journey(tape.fast("f-1"))
        writer.journey(tape.fallback("j-1"))
        writer.check(FAILING_CHECKS[0])
    lines = folder / "journeys-main.jsonl"
    lines.write_bytes(lines.read_bytes()[:-200])
    save_recorded(folder, replace(HEAD, interrupted=True, exit_code=130))
    return open_run(folder)


def hostile(out: Path) -> SavedRun:
    """An application that says hostile things wherever it can."""
    journey = tape.fast("h-1", nonce=HOSTILE)
    trace = replace(journey.runner, id=f"{HOSTILE}/tab-2", conditions=(HOSTILE,))
    journey = replace(journey, traces=(trace,), starter=HOSTILE)
    finding = a_finding(HOSTILE, reason=HOSTILE, repeat=HOSTILE, trace=trace.id, line=HOSTILE)
    check = replace(
        FAILING_CHECKS[2], title=HOSTILE, reason=HOSTILE, detail=HOSTILE + "\x00\x1b[1m"
    )
    head = replace(
        HEAD,
        target={"name": HOSTILE, "base_url": "javascript:alert(3)"},
        verdict=FAIL,
        verdict_reason=HOSTILE,
        exit_code=1,
        counts={"fail": 1},
        checks=(check,),
        findings=(finding, replace(finding, status=UNKNOWN)),
        matrix=(Cell(HOSTILE, "server", LayerState.DEAD, 1, 0, (trace.id,)),),
        deselected=(HOSTILE,),
        races=(races.failing(HOSTILE), races.undecided(HOSTILE)),
    )
    return saved(out, head, [journey])


def raced(out: Path) -> SavedRun:
    """Scenarios that were played in every order, of which one fails."""
    journey = tape.fast("f-1", starter="org")
    head = replace(
        HEAD,
        verdict=FAIL,
        verdict_reason="An order fails.",
        exit_code=1,
        checks=(a_check("test_it[org]", FAIL),),
        races=(races.SOUND, races.undecided(), races.failing(journeys=("f-1",))),
    )
    return saved(out, head, [journey])


def beside(out: Path) -> SavedRun:
    """A run that was compared with another address."""
    row = Compared("org, server", "p50", 120, 171, (20, 20), 51, 40, 63, 12, "worse")
    found = Comparison(
        "http://127.0.0.1:9",
        "http://127.0.0.1:8",
        20,
        (row, replace(row, figure="success", before=1, after=1, grew=0, change="same")),
        cold=(ColdHit("org, server", "900 ms", "stuck"),),
        only_before=("admin, server",),
        told=("org, server: 20 loads a side show a median that is 61 ms slower.",),
        margins={"share": 0.005, "time": 0.1, "time_ms": 5.0},
    )
    return saved(out, replace(HEAD, verdict_reason="It was compared.", comparison=found), ())


def large(out: Path, loads: int = 300) -> SavedRun:
    """Many loads."""
    half = range(loads // 2)
    journeys = [tape.fast(f"f-{n}", took=30 + n % 40, starter=STARTERS[n % 4]) for n in half]
    journeys += [tape.fallback(f"j-{n}", (503, 503, 200), took=60 + n) for n in half]
    head = replace(HEAD, verdict=PASS, verdict_reason="It works.", exit_code=0, matrix=a_matrix({}))
    return saved(out, head, journeys)


KINDS = {
    it.__name__: it
    for it in (passing, failing, unknown, skipped, empty, interrupted, hostile, raced, beside)
}
