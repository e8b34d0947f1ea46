"""Routes: every address of the runner answers, is rendered anew, and leads to its session."""

from harness.scenario import ERROR, READY, ErrorKind, Stage, Topology, each, needs_keys, promises


@promises("route-answers", "route-is-dynamic")
def test_a_deep_link_loads(stage: Stage) -> None:
    """The address with a query of somebody else's leads to the session as the bare one does."""
    session = stage.session(in_storage=False)

    trace = stage.tab().open(session, query="?from=mail&utm_source=letter")

    assert trace.ended is READY, trace.story()


@promises("route-is-dynamic")
def test_a_reload_loads(stage: Stage) -> None:
    """The same address again is rendered again, and leads to the session again."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.reload()

    assert trace.ended is READY, trace.story()
    assert trace.topology is Topology.RELOAD


@promises("route-is-dynamic", "document-is-own")
def test_every_reload_is_rendered_anew(stage: Stage) -> None:
    """Whatever the first load left behind, the second and the third get pages of their own."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))
    tab.reload()

    trace = tab.reload()

    assert trace.ended is READY, trace.story()


@promises("route-is-dynamic")
def test_a_duplicated_tab_loads(stage: Stage) -> None:
    """A duplicate of the tab leads to the session, too."""
    session = stage.session(in_storage=False)

    trace = stage.tab().open(session, topology=Topology.DUPLICATED)

    assert trace.ended is READY, trace.story()


@needs_keys("errors.kinds.not-found")
@promises("route-answers")
@each("raw_id", "interview.with.dots", "%C3%A9t%C3%A9%20b", "x" * 400)
def test_an_unknown_id_still_gets_the_runner(stage: Stage, raw_id: str) -> None:
    """An id that nobody made is the runner's to answer, not the framework's."""
    trace = stage.tab().open_id(raw_id)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NOT_FOUND


@needs_keys("errors.kinds.not-found")
@promises("route-answers")
@each("raw_id", "__secret__", "a%2Fb")
def test_an_id_that_no_database_takes_gets_the_runner(stage: Stage, raw_id: str) -> None:
    """An id that cannot be one is answered by the runner, in words."""
    trace = stage.tab().open_id(raw_id)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.NOT_FOUND


def test_every_handler_answers(stage: Stage) -> None:
    """Each call that the profile knows has a handler in the app: none is missing, none falls."""
    answers = {it.path: stage.server.ask(it).status for it in stage.server.handlers}

    lost = {path: status for path, status in answers.items() if status in (404, 405, 501)}
    fallen = {path: status for path, status in answers.items() if status >= 500}

    assert (lost, fallen) == ({}, {})


@needs_keys("errors.kinds.forbidden")
@promises("route-is-dynamic", "answers-are-not-cached")
def test_two_people_at_one_address_get_their_own(stage: Stage) -> None:
    """The same address for two people in one browser: each is answered for themselves."""
    session = stage.session(in_storage=False)
    assert stage.tab().open(session).ended is READY

    trace = stage.tab(visitor="stranger", room="separate").open(session)

    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.FORBIDDEN
