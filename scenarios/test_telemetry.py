"""Telemetry: what the runner reports of each load, and that it is true."""

from harness.scenario import (
    ABANDONED,
    READY,
    Capability,
    Role,
    Stage,
    needs,
    needs_keys,
    promises,
    real_time,
    under,
)

PROMISED = (
    "telemetry-is-sent",
    "telemetry-once",
    "telemetry-has-its-fields",
    "telemetry-is-true",
    "telemetry-is-anonymous",
)


@needs_keys("api.telemetry")
@real_time
@promises(*PROMISED)
def test_every_ended_load_is_reported(stage: Stage) -> None:
    """One load by each layer, and one that fails: three reports, each of its own load."""
    session = stage.session(in_storage=False)
    tab = stage.tab()
    tab.open(session)
    tab.reload()
    tab.open_id(stage.unknown_id)

    assert len(tab.trace.requests(Role.TELEMETRY)) == 1, tab.trace.story()


@needs_keys("api.telemetry")
@real_time
@promises(*PROMISED)
@under("server-error")
def test_a_report_counts_the_attempts(stage: Stage) -> None:
    """A load that needed a second attempt says so, with what went wrong before."""
    trace = stage.tab().open(stage.session(in_storage=False))

    assert trace.ended is READY, trace.story()
    assert len(trace.requests(Role.TELEMETRY)) == 1


@needs_keys("api.telemetry")
@promises(*PROMISED)
def test_a_report_names_the_starter(stage: Stage) -> None:
    """A load that a starter began says which one."""
    journey = stage.starter_in_new_tab().start()

    assert len(journey.runner.requests(Role.TELEMETRY)) == 1, journey.story()


@needs(Capability.SERVER_LOG)
def test_a_report_reaches_the_server(stage: Stage) -> None:
    """What the runner sends is taken by the server."""
    stage.tab().open(stage.session(in_storage=True))

    told = stage.reports()

    assert len(told) == 1


@needs(Capability.SERVER_LOG, Capability.DATABASE_GATES)
@promises("telemetry-is-true")
def test_a_closed_tab_is_reported_as_abandoned(stage: Stage) -> None:
    """The person closes the tab before the session comes: the load is reported as abandoned."""
    gate = stage.server.hold(Role.SESSION)
    tab = stage.tab()
    tab.begin(stage.session(in_storage=False))
    tab.until_asked(Role.SESSION)

    tab.close()

    assert [it.outcome for it in stage.sent_reports()] == [ABANDONED]
    assert {it.outcome for it in stage.reports()} <= {ABANDONED}
    stage.server.let_go(gate)


@needs(Capability.SERVER_LOG, Capability.DATABASE_GATES)
@promises("telemetry-once")
def test_a_hidden_tab_that_ends_later_replaces_its_message(stage: Stage) -> None:
    """The tab is hidden first and ready later: the second message has the first one's load id."""
    gate = stage.server.hold(Role.SESSION)
    tab = stage.tab()
    tab.begin(stage.session(in_storage=False))
    tab.until_asked(Role.SESSION)
    tab.hide()
    stage.reports()

    stage.server.let_go(gate)

    assert tab.wait().ended is READY
    told = stage.reports(2)
    assert [it.outcome for it in told] == [ABANDONED, READY]
    assert len({it.load for it in told}) == 1
