from dataclasses import replace

from harness.judge.since import Moved, Since, since
from harness.model.rules import Rules
from harness.model.run import Cell, Check, Finding, LayerState, Run, Stage
from harness.model.word import Status

BARE = Run("r", "layerproof verify", "", Stage.JUDGED, {}, "ours", Rules(), {}, {})


def finding(name: str, *checks: str, starter: str = "org", **more: object) -> Finding:
    found = Finding(
        name, "runner.2", "it is stuck", starter, "server", (), "t", (), "", checks=checks
    )
    return replace(found, **more)  # type: ignore[arg-type]  # Finding's own fields


def check(name: str, status: Status) -> Check:
    return Check(name, name, "f.py", status)


def run(findings: tuple[Finding, ...] = (), **checks: Status) -> Run:
    return replace(BARE, findings=findings, checks=tuple(check(*it) for it in checks.items()))


def test_the_same_twice_is_nothing() -> None:
    one = run((finding("a", "x"),), x=Status.FAIL)

    found = since(one, one)

    assert found.is_nothing
    assert found == Since(kept=1)


def test_a_cause_that_the_base_played_without_is_new() -> None:
    now = finding("a", "x")

    found = since(run(x=Status.PASS), run((now,), x=Status.FAIL))

    assert found == Since(new=(now,))


def test_a_cause_that_the_base_did_not_play_is_not_called_new() -> None:
    now = finding("a", "x")

    assert since(run(y=Status.PASS), run((now,), x=Status.FAIL)).unasked == (now,)
    assert since(run(x=Status.SKIP), run((now,), x=Status.FAIL)).unasked == (now,)


def test_a_cause_is_gone_where_it_was_looked_for() -> None:
    before = finding("a", "x")
    base = run((before,), x=Status.FAIL)

    assert since(base, run(x=Status.PASS)).gone == (before,)
    assert since(base, run(x=Status.UNKNOWN)).unseen == (before,)
    assert since(base, run()).unseen == (before,)


def test_a_known_cause_with_another_starter_has_spread() -> None:
    before = finding("a", "x")
    now = replace(before, starter="admin", starters=("admin", "org"))

    found = since(run((before,), x=Status.FAIL), run((now,), x=Status.FAIL))

    assert found.spread == ((now, ("admin",)),)
    assert not found.is_nothing


def test_what_is_accepted_or_unknown_is_no_change() -> None:
    quiet = (finding("a", accepted="known"), finding("b", status=Status.UNKNOWN))

    assert since(run(), run(quiet)).is_nothing


def test_a_layer_in_another_state_is_told() -> None:
    def with_cells(*states: tuple[str, LayerState]) -> Run:
        cells = tuple(Cell(starter, "server", state, 1, 1) for starter, state in states)
        return replace(BARE, matrix=cells)

    base = with_cells(("org", LayerState.WORKS), ("admin", LayerState.WORKS))
    now = with_cells(("org", LayerState.DEAD), ("student", LayerState.WORKS))

    assert since(base, now).moved == (
        Moved("org", "server", LayerState.WORKS, LayerState.DEAD),
        Moved("student", "server", None, LayerState.WORKS),
        Moved("admin", "server", LayerState.WORKS, None),
    )
