"""What a scenario may ask of the stage."""

import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import Play, end_of, inside
from harness.errors import NotObserved, Unsupported, UsageError
from harness.model.word import Capability, Role

pytestmark = pytest.mark.browser

GATE = "runner.before-fetch"
REPORTS_BY_FETCH = """fetch('/api/telemetry', {
  method: 'POST',
  body: JSON.stringify({ outcome: 'by-fetch' }),
}).then((it) => it.status)"""


def test_a_page_is_held_at_its_gate_until_it_is_let_go(play: Play) -> None:
    stage = play(gates=(GATE,), virtual_time=False)
    session = stage.session(in_storage=False)
    tab = stage.tab()

    tab.begin(session)
    stage.until_parked(GATE)
    stage.linger(200)
    asked_before = [it for it in tab.trace.all_requests if it.role is Role.SESSION]
    stage.open_gate(GATE)
    trace = tab.wait()

    assert asked_before == []
    assert end_of(trace) == BY_SERVER, trace.story()


def test_a_gate_that_nobody_comes_to_is_not_observed(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.stage.stage.PARKS_MS", 100.0)
    stage = play(gates=(GATE,))
    stage.tab().open(stage.session(in_storage=True))

    with pytest.raises(NotObserved, match=f"came to the gate '{GATE}'"):
        stage.until_parked(GATE)


def test_a_gate_that_was_not_named_cannot_be_opened(play: Play) -> None:
    with pytest.raises(UsageError, match="name it in @gated"):
        play().open_gate(GATE)


def test_each_act_is_a_journey_of_its_own(play: Play) -> None:
    stage = play()
    first, second = stage.session(), stage.session()
    tab = stage.tab()

    tab.open(first)
    before = stage.journey()
    tab.open(second)

    assert (before.id, stage.journey().id) == ("j1", "j2")
    assert stage.journey().session == second


def test_a_session_made_while_a_tab_is_there_is_stored_at_once(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.open(stage.session())

    trace = tab.open(stage.session(in_storage=True))

    assert end_of(trace) == BY_STORAGE, trace.story()


def test_what_the_target_lacks_is_unsupported(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = play()
    stage.need("a seed", Capability.SEED)
    monkeypatch.setattr(type(stage._scene.wire), "capabilities", frozenset())

    with pytest.raises(Unsupported, match="a seed needs seed, which this target does not offer"):
        stage.need("a seed", Capability.SEED)


def test_what_was_put_in_place_is_lifted_within_the_act(play: Play) -> None:
    stage = play("server-error:always")
    session = stage.session(in_storage=False)
    tab = stage.tab()

    broken = tab.open(session)
    stage.lift()
    well = tab.retry()

    assert broken.ending.kind == "server"
    assert end_of(well) == BY_SERVER, well.story()
    stage.under(condition_named("hang"))
    assert stage.conditions == ("server-error:always", "hang")


def test_what_a_closed_tab_gave_the_browser_to_report_is_known(play: Play) -> None:
    stage = play()
    tab = stage.tab()

    tab.open(stage.session(in_storage=True))
    before = len(stage.sent_reports())
    tab.hide()
    tab.close()

    assert before <= 1
    assert [(it.outcome, it.layer) for it in stage.sent_reports()] == [("ready", "storage")]


def test_a_report_that_is_no_beacon_dies_with_its_tab(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.open(stage.session(in_storage=True))

    inside(tab, REPORTS_BY_FETCH)

    told = [it for it in stage.journey().all_requests if it.role is Role.TELEMETRY]
    assert "fetch" in [it.begin.text("initiator") for it in told]
    assert "by-fetch" not in [it.outcome for it in stage.sent_reports()]
