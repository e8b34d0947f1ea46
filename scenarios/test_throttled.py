"""Poor links and slow machines: the session comes all the same, only later."""

from harness.scenario import READY, SERVER, STORAGE, Stage, promises, under


@promises("never-blank", "load-ends")
@under("slow-3g", "fast-3g", "latency", "slow-cpu", "cold-start")
def test_a_stored_session_opens_on_a_poor_link(stage: Stage) -> None:
    """The link is poor, and storage has the session; it is ready from there."""
    session = stage.session(in_storage=True)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


@promises("good-answer-is-shown", "loading-says-what")
@under("slow-4g", "latency", "slow-cpu", "cold-start", "flaky", "latency+flaky")
def test_an_empty_tab_recovers_on_a_poor_link(stage: Stage) -> None:
    """Storage is empty and the link is poor; the tab still gets there."""
    session = stage.session(in_storage=False)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@under("latency")
def test_a_starter_on_a_poor_link_is_not_overtaken(stage: Stage) -> None:
    """Every answer takes its time; the opened tab finds the session all the same."""
    journey = stage.starter_in_new_tab().start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE
