"""What ends in the middle: one clear message, what was recorded kept, and no fault of the app."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.backend.mock import Mock, start_mock
from harness.model.word import Topology
from harness.plugin.tests.suite import Played, play
from harness.stage.mask import JWT
from harness.stage.tag import tag_of
from harness.stage.tests.rehearsal import open_house, profile_text, rehearsal

pytestmark = pytest.mark.browser

SECRET = "planted-header-value"
BROWSER_ENDS = """
import os, signal
from harness.browser import driver
from harness.plugin.proof import proof_of
from harness.scenario import READY

def test_the_browser_is_killed(stage):
    tab = stage.tab()
    tab.begin(stage.session())
    stage.driver._end_browser()
    tab.wait()

def test_there_is_another(stage):
    assert stage.tab().open(stage.session()).ended is READY

def test_a_page_that_never_answers(stage, monkeypatch):
    tab = stage.tab()
    tab.begin(stage.session())
    monkeypatch.setattr(driver, "CALL_S", 1.0)
    with tab.room._guard("evaluating"):
        tab.room._page(tab.name).evaluate("() => { while (true); }")

def test_the_mock_is_killed(stage, request):
    tab, session = stage.tab(), stage.session()
    os.kill(proof_of(request.config).mock.pid, signal.SIGKILL)
    assert tab.open(session).ended is READY

def test_nothing_more_can_be_played(stage):
    pass
"""
OPEN_HOUSE = """
from harness.scenario import READY, Role, needs_keys, promises

@promises("answers-before-opening", "start-arrives", "tab-opens-inside-the-click")
@promises("bearer-on-session-calls", "telemetry-is-sent", "starting-page-shows")
def test_it_starts(stage, starter):
    journey = stage.starter(starter).start()
    assert journey.runner.ended is READY, journey.story()

def test_nobody_is_refused(stage):
    assert stage.ask(stage.unknown_id, visitor="nobody").status == 401

def test_a_forged_token_is_refused(stage):
    assert stage.ask(stage.unknown_id, token="alg-none").status == 401

@needs_keys("api.telemetry")
def test_it_is_reported(stage):
    raise AssertionError("nobody said what a report is")

def test_a_start_that_fails(stage):
    stage.fault(Role.START, status=500)
"""
PROMISED = ("load-ends", "answers-before-opening", "dashboard-button-works", "url-id-resolves")
ROUTED = """
from harness.scenario import READY, STORAGE, ErrorKind, Role, promises, under

@promises("load-ends", "answers-before-opening", "url-id-resolves")
def test_it_starts_within_its_document(stage):
    trace = stage.starter("routed").start().runner
    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE
    assert trace.began_ms > 0

@under("storage-empty")
def test_the_server_answers_where_the_entry_is_gone(stage):
    trace = stage.starter("routed").start().runner
    assert trace.ended is READY, trace.story()
    assert [it.status for it in trace.attempts] == [200]

@promises("dashboard-button-works")
def test_the_way_back_is_one_within_the_document(stage):
    tab = stage.tab()
    assert tab.open_id(stage.unknown_id).error is ErrorKind.NOT_FOUND
    assert tab.return_to_dashboard() == "/lobby"

def test_a_page_without_files_is_not_held_to_their_absence(stage):
    stage.fault(Role.ASSET, reset=True)
    stage.tab().open(stage.session())
    stage.need_met(Role.ASSET)
    raise AssertionError("no file was asked for")
"""
SENDS = """
def test_the_browser_and_the_harness_send(stage):
    stage.server.get(stage.session())
    stage.starter("blank").start()
"""
TARGET_ENDS = """
import os, signal
from harness.scenario import READY, STORAGE

def test_a_session_of_its_own(stage):
    trace = stage.tab().open(stage.session())
    assert trace.ended is READY
    assert trace.answered_by is STORAGE

def test_the_target_goes_away(stage):
    session = stage.session()
    os.kill(int(os.environ["TARGET"]), signal.SIGKILL)
    assert stage.tab().open(session).ended is READY

def test_nothing_more_can_be_played(stage):
    pass
"""


def reasons(played: Played) -> dict[str, str]:
    """Each check's name with its reason."""
    return {it.id.rpartition("::")[2]: it.reason for it in played.run.run.checks}


def test_a_browser_that_ends_is_no_fault_of_the_app(tmp_path: Path) -> None:
    played = play(tmp_path, BROWSER_ENDS, "-q")
    assert played.by_name() == {
        "test_the_browser_is_killed": "unknown",
        "test_there_is_another": "pass",
        "test_a_page_that_never_answers": "unknown",
        "test_the_mock_is_killed": "unknown",
    }, played.said
    said = reasons(played)
    assert said["test_the_browser_is_killed"].startswith("The browser ended")
    assert "did not answer within 1 s to: evaluating" in said["test_a_page_that_never_answers"]
    assert said["test_the_mock_is_killed"].startswith("The mock application")
    assert "ended early, 4 of 5 scenarios played: The mock application" in played.run.notes[0]
    run = played.run.run
    assert "1 scenario of 5 not played" in run.verdict_reason
    assert (run.exit_code, run.interrupted, len(run.findings)) == (3, False, 3)
    assert len(list(played.run.journeys())) >= 3


@pytest.fixture
def target() -> Iterator[Mock]:
    """The mock as somebody else's app."""
    mock = start_mock(demo=True)
    yield mock
    mock.stop()


def test_a_target_that_goes_away_is_no_fault_of_the_app(tmp_path: Path, target: Mock) -> None:
    environ = {"LAYERPROOF_HEADERS": f"X-Door: {SECRET}", "TARGET": str(target.pid)}
    arguments = ("-q", f"--base-url={target.url}", "--profile=demo")
    played = play(tmp_path, TARGET_ENDS, *arguments, environ=environ)
    assert played.by_name() == {
        "test_a_session_of_its_own": "pass",
        "test_the_target_goes_away": "unknown",
    }, played.said
    assert "went away in the middle of the run" in reasons(played)["test_the_target_goes_away"]
    assert played.run.run.exit_code == 3
    assert not holding_secrets(tmp_path / "out")
    assert SECRET not in played.said


@pytest.mark.parametrize(
    "device", [(), pytest.param(("--device=iPhone 13",), marks=pytest.mark.slow)]
)
def test_whatever_is_sent_to_a_foreign_target_says_whose_run_it_is(
    tmp_path: Path, device: tuple[str, ...]
) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(profile_text(starters=("blank",)), encoding="utf-8")

    with rehearsal() as app:
        arguments = ("-q", f"--base-url={app.origin}", f"--profile={profile}", *device)
        played = play(tmp_path, SENDS, *arguments)

    run = played.run.run
    assert run.tag == tag_of(run.id)
    assert run.created == 2, played.said
    assert run.tag in app.agents, "the harness's own call"
    others = {it.removesuffix(run.tag): path for it, path in app.agents.items()}
    assert all(it.endswith(run.tag) for it in app.agents), app.agents
    assert all(it.startswith("Mozilla/5.0 ") for it in others if it), others
    assert any("iPhone" in it for it in others) is bool(device)


def holding_secrets(folder: Path) -> list[str]:
    """The files of a run that hold the header's value, a token or the refresh token's name."""
    found = []
    for path in (it for it in folder.rglob("*") if it.is_file() and not it.is_symlink()):
        text = path.read_bytes().decode("utf-8", "replace")
        if SECRET in text or JWT.search(text):
            found.append(str(path.relative_to(folder)))
    return found


def at_the_open_house(tmp_path: Path, starter: str, *arguments: str) -> Played:
    """What comes of a house where nobody signs in, by a starter of one call."""
    with rehearsal() as app:
        app.is_open = True
        (tmp_path / "app.toml").write_text(open_house(starter), encoding="utf-8")
        own = (f"--base-url={app.origin}", "--profile=app.toml", *arguments)
        return play(tmp_path, OPEN_HOUSE, "-q", *own)


def test_what_a_profile_does_not_name_is_not_held_against_the_app(tmp_path: Path) -> None:
    played = at_the_open_house(tmp_path, "one")

    assert played.by_name() == {
        "test_it_starts[one]": "pass",
        "test_nobody_is_refused": "skip",
        "test_a_forged_token_is_refused": "skip",
        "test_it_is_reported": "skip",
        "test_a_start_that_fails": "skip",
    }, played.said
    said = reasons(played)
    assert said["test_nobody_is_refused"].startswith("Nobody signs in on this app")
    assert said["test_a_forged_token_is_refused"] == (
        "'owner' does not sign in: there is no token that is alg-none."
    )
    assert "'api.telemetry'; with it" in said["test_it_is_reported"]
    assert "'api.start'; with it" in said["test_a_start_that_fails"]
    assert played.run.run.findings == ()
    assert played.run.run.verdict_reason == "Not proved: one/storage, one/server."


def test_of_a_wrong_id_the_wrong_id_is_the_cause(tmp_path: Path) -> None:
    played = at_the_open_house(tmp_path, "slip", "-k", "starts")

    first = played.run.run.findings[0]
    assert first.invariant == "url-id-resolves", played.said
    assert first.look.ids == "opened s-19, stored r-1, answered s-1"
    assert first.look.request.endswith(" 404")
    assert "starter-stores-first" not in {it.invariant for it in first.symptoms}


def test_an_app_whose_pages_are_one_document_is_seen_as_others_are(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    text = profile_text(starters=("routed",)).replace("starts_ms = 4_000", "starts_ms = 20_000")
    profile.write_text(text, encoding="utf-8")

    with rehearsal() as app:
        own = (f"--base-url={app.origin}", f"--profile={profile}")
        played = play(tmp_path, ROUTED, "-q", *own)

    causes = played.run.run.findings
    broken = {it.invariant for it in causes}
    broken |= {it.invariant for cause in causes for it in cause.symptoms}
    assert not broken & {"scenario", *PROMISED}, (played.said, reasons(played))
    assert "unknown" not in played.by_name().values(), reasons(played)
    assert (
        "asked nothing" in reasons(played)["test_a_page_without_files_is_not_held_to_their_absence"]
    )
    routed = [it.runner for it in played.run.journeys() if it.starter]
    assert [(it.topology, it.began_ms > 0) for it in routed] == [(Topology.SAME_TAB, True)] * 2
