import pytest

from harness.conditions.tests.playing import Play, assert_off, open_pair, served
from harness.conditions.tests.wires import asked_by
from harness.model.word import Outcome

SHOWN = "[document.body.dataset.layerproof ?? '', document.querySelector('main').textContent]"
WORKER = "navigator.serviceWorker.controller?.scriptURL ?? ''"


def test_it_asks_for_an_old_worker() -> None:
    assert asked_by("stale-worker") == [("stale_worker", {})]


@pytest.mark.browser
@pytest.mark.parametrize(("stored", "text"), [(True, "Interview (an earlier build)"), (False, "")])
def test_an_old_runner_answers_in_both_tabs(play: Play, stored: bool, text: str) -> None:
    stage = play("stale-worker")

    pair = open_pair(stage, in_opener=stored, in_popup=stored)

    assert pair.both(SHOWN) == (["old runner", text], ["old runner", text])
    assert all("stale-worker" in it for it in pair.both(WORKER))
    for trace in pair.traces:
        assert trace.named("document")[-1].detail["from_worker"] is True
        assert trace.ended is Outcome.STUCK
    assert served(stage, "/interview/") == []


@pytest.mark.browser
def test_without_it_there_is_no_worker(play: Play) -> None:
    stage = assert_off(play)

    pair = open_pair(stage, in_opener=True, in_popup=True)

    assert pair.both(WORKER) == ("", "")
    assert len(served(stage, "/interview/")) == 2
