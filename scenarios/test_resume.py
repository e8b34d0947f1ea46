"""Resuming: what was answered stays answered, wherever the session is opened next."""

from harness.scenario import (
    ERROR,
    READY,
    SERVER,
    STORAGE,
    ErrorKind,
    Stage,
    Topology,
    needs_keys,
    promises,
    under,
)

# More questions than an interview has.
AT_MOST = 20


@promises("resumes-after-answers", "entry-follows-answers", "stored-before-answered")
def test_a_reload_resumes_after_answers(stage: Stage) -> None:
    """Two answers, a reload: the third question is asked, from storage."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=True))
    tab.answer()
    tab.answer()

    trace = tab.reload()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE


@promises("resumes-after-answers", "server-equals-storage")
def test_another_browser_resumes_after_answers(stage: Stage) -> None:
    """Two answers here, the session opened elsewhere: the third question is asked there."""
    session = stage.session(in_storage=True)
    here = stage.tab()
    here.open(session)
    here.answer()
    here.answer()

    elsewhere = here.open_elsewhere(session)

    assert elsewhere.trace.ended is READY, elsewhere.trace.story()
    assert elsewhere.trace.answered_by is SERVER


def test_a_second_tab_resumes_after_answers(stage: Stage) -> None:
    """An answer in one tab, the session opened in another: it goes on where the person was."""
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)
    tab.answer()

    other = tab.open_again(session, Topology.NOOPENER)

    assert other.trace.ended is READY, other.trace.story()
    assert other.trace.answered_by is STORAGE


@under("storage-full")
def test_a_full_storage_resumes_by_the_server(stage: Stage) -> None:
    """Nothing can be stored; after an answer and a reload the server knows where the person was."""
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))
    tab.answer()

    trace = tab.reload()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER


@promises("entry-follows-answers")
def test_an_answer_renews_the_entry(stage: Stage) -> None:
    """What is stored after an answer is not what was stored before."""
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)
    before = tab.entry(session)

    tab.answer()

    assert tab.entry(session) not in (None, before)


@promises("resumes-after-answers", "entry-follows-answers")
def test_the_last_answer_is_kept_too(stage: Stage) -> None:
    """Every question is answered, and the page is reloaded: none is asked again."""
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)
    entries = [tab.entry(session)]

    while tab.can_answer and len(entries) < AT_MOST:
        tab.answer()
        entries.append(tab.entry(session))

    assert None not in entries
    assert len(set(entries)) == len(entries) < AT_MOST
    assert tab.reload().answered_by is STORAGE
    assert not tab.can_answer


@promises("server-equals-storage", "entry-follows-answers")
def test_equal_answers_are_answers_of_their_own(stage: Stage) -> None:
    """The same words twice, the session opened elsewhere: both answers are there."""
    session = stage.session(in_storage=True)
    here = stage.tab()
    here.open(session)
    here.answer("Yes.")
    here.answer("Yes.")

    elsewhere = here.open_elsewhere(session)

    assert elsewhere.trace.ended is READY, elsewhere.trace.story()
    assert elsewhere.trace.answered_by is SERVER


@needs_keys("errors.kinds.expired")
@promises("entry-follows-answers")
def test_the_end_removes_the_entry(stage: Stage) -> None:
    """After the end nothing is stored any more, and the session cannot be opened again."""
    session = stage.session(in_storage=True)
    tab = stage.tab()
    tab.open(session)

    tab.end()

    assert tab.entry(session) is None
    trace = tab.reload()
    assert trace.ended is ERROR, trace.story()
    assert trace.error is ErrorKind.EXPIRED


def test_what_a_starter_started_resumes_after_answers(stage: Stage) -> None:
    """A started session, an answer, a reload: it goes on where the person was."""
    it = stage.starter_in_new_tab()
    it.start()
    it.opened.answer()

    trace = it.opened.reload()

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE
