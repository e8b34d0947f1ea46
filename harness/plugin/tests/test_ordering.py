"""A scenario that is played in every order, as pytest shows it."""

from pathlib import Path

import pytest

from harness.plugin.tests.suite import Played, play

ORG = "--starter=org"
BROKEN = ("--defect=navigation-before-answer", ORG)
SOURCE = """
from harness.scenario import READY, SERVER, Capability, every_order, needs, under
from harness.model.journey import NotLoaded

GATES = ("start.answer", "document.request", "timer")

@every_order(*GATES)
def test_ready(stage, starter):
    journey = stage.starter(starter).start()
    assert journey.runner.ended is READY, journey.story()

@every_order(*GATES, at_most=1)
def test_by_server(stage, starter):
    journey = stage.starter(starter).start()
    assert journey.runner.answered_by is SERVER, journey.story()

@every_order(*GATES)
def test_crashes(stage, starter):
    raise ValueError("boom")

@every_order("start.answer")
def test_never_loads(stage, starter):
    raise NotLoaded("no runner was loaded")

@every_order(*GATES)
@needs(Capability.THROTTLE)
def test_asks_too_much(stage, starter):
    pass

@under("storage-empty", "slow-3g")
@every_order("timer", "session.*")
def test_poor(stage, starter):
    assert stage.starter(starter).start().runner.answered_by is SERVER

def test_once(stage, starter):
    assert stage.starter(starter).start().runner.ended is READY
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The scenarios on an app that sends the tab on before start is answered."""
    return play(
        tmp_path_factory.mktemp("orders"), SOURCE, "-k", "not once and not poor", "-n2", *BROKEN
    )


@pytest.mark.browser
@pytest.mark.slow
def test_a_scenario_comes_out_as_its_worst_order(broken: Played) -> None:
    assert broken.by_name() == {
        "test_ready[org]": "fail",
        "test_by_server[org]": "fail",
        "test_crashes[org]": "unknown",
        "test_never_loads[org]": "unknown",
        "test_asks_too_much[org]": "skip",
    }, broken.said
    assert "ValueError: boom" in broken.said


@pytest.mark.browser
@pytest.mark.slow
def test_its_race_is_saved_with_the_run(broken: Played) -> None:
    races = {it.check.rpartition("::")[2]: it for it in broken.run.run.races}
    ready = races["test_ready[org]"]

    assert ready.starter == "org"
    assert ready.exhaustive
    assert ready.explored == sum(it.orders for it in ready.outcomes) == 3
    assert len(ready.failing) == 2
    assert "does not hold" not in ready.outcomes[0].outcome
    by_server = races["test_by_server[org]"]
    assert by_server.said.startswith("1 order played, not all")
    assert "does not hold: journey.runner.answered_by is SERVER" in by_server.outcomes[0].outcome


@pytest.mark.browser
@pytest.mark.slow
def test_a_failure_ends_with_the_order_and_what_plays_it_again(
    broken: Played, tmp_path: Path
) -> None:
    ready = next(it for it in broken.run.run.races if "test_ready" in it.check)
    check = next(it for it in broken.run.run.checks if it.id == ready.check)

    assert ready.calmest in ready.failing
    assert check.repeat.endswith(f"--replay {ready.calmest}")
    assert f"The calmest, {ready.calmest}:" in broken.said
    assert f"Again: {check.repeat}" in broken.said
    again = play(tmp_path, SOURCE, *BROKEN, f"--replay={ready.calmest}")
    assert again.by_name() == {"test_ready[org]": "fail"}, again.said
    assert again.run.run.races[0].said.startswith("1 order played again by its id")
    assert again.run.run.races[0].outcomes[0].outcome == ready.outcomes[0].outcome
    assert len(again.run.run.deselected) == 7


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_sound_app_every_order_passes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    played = play(tmp_path, SOURCE, "-k", "ready or once or poor", ORG)

    assert played.by_name() == {
        "test_ready[org]": "pass",
        "test_poor[org-storage-empty]": "pass",
        "test_poor[org-slow-3g]": "skip",
        "test_once[org]": "pass",
    }, played.said
    poor = next(it for it in played.run.run.checks if "storage-empty" in it.id)
    assert poor.conditions == ("storage-empty",)
    assert played.run.run.races[0].failing == ()


@pytest.mark.parametrize(
    ("order", "said"),
    [("s2.00000000.2ab", "No scenario that was chosen has the order"), ("x", "is no schedule")],
)
def test_an_order_that_no_scenario_has_is_refused(tmp_path: Path, order: str, said: str) -> None:
    played = play(tmp_path, SOURCE, f"--replay={order}")

    assert played.code == 4
    assert said in played.said


@pytest.mark.browser
@pytest.mark.slow
def test_another_browser_skips_it(tmp_path: Path) -> None:
    source = SOURCE.partition('@every_order("start.answer"')[0]

    played = play(tmp_path, source, "--browser=firefox", ORG)

    assert set(played.by_name().values()) == {"skip"}, played.said
