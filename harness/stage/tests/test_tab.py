"""How a tab came to be, seen from inside of it."""

import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.tests.playing import Play, end_of, inside, open_pair
from harness.model.word import Layer, Topology

pytestmark = pytest.mark.browser

OPENER = "window.opener !== null"
NAVIGATION = "performance.getEntriesByType('navigation')[0].type"
HEAR_THE_LINK = """(() => {
  const heard = [];
  window.heard = new Promise((done) => {
    for (const it of ['offline', 'online'])
      addEventListener(it, () => { if (heard.push(it) === 2) done(heard.join()); });
    setTimeout(() => done(heard.join()), 30_000);
  });
})()"""


@pytest.mark.parametrize("in_storage", [True, False])
@pytest.mark.parametrize(
    "topology",
    [Topology.NEW_TAB, Topology.NOOPENER, Topology.NEW_WINDOW, Topology.DUPLICATED],
)
def test_however_it_is_opened_it_loads(play: Play, topology: Topology, in_storage: bool) -> None:
    stage = play()

    trace = stage.tab().open(stage.session(in_storage=in_storage), topology=topology)

    assert trace.topology is topology
    # Whoever duplicates a tab has its runner's entry already.
    stored = in_storage or topology is Topology.DUPLICATED
    assert end_of(trace) == (BY_STORAGE if stored else BY_SERVER), trace.story()


def test_a_new_tab_has_no_opener(play: Play) -> None:
    stage = play()
    tab = stage.tab()

    tab.open(stage.session())

    assert inside(tab, OPENER) is False
    assert inside(tab, NAVIGATION) == "navigate"


def test_a_tab_opened_with_noopener_has_no_opener_and_no_session_storage(play: Play) -> None:
    stage = play()
    session = stage.session()
    opener = stage.tab()
    opener.open(session)
    inside(opener, "sessionStorage.setItem('mark', '1')")

    tab = opener.open_again(session, Topology.NOOPENER)

    assert inside(tab, OPENER) is False
    assert inside(tab, "sessionStorage.getItem('mark')") is None
    assert inside(tab, "localStorage.getItem('auth:uid')") == session.owner.uid


def test_a_new_window_is_opened_as_one_by_its_opener(play: Play) -> None:
    pair = open_pair(play(), in_opener=True, in_popup=True)

    [asked] = pair.opener.trace.named("open")
    assert asked.text("features").startswith("popup")
    assert inside(pair.popup, OPENER) is True
    assert inside(pair.popup, "window.menubar.visible") is False


def test_a_duplicated_tab_has_its_originals_address_and_session_storage(play: Play) -> None:
    stage = play()
    session = stage.session()
    original = stage.tab()
    original.open(session)
    inside(original, "sessionStorage.setItem('mark', '1')")

    copy = original.open_again(session, Topology.DUPLICATED)

    assert inside(copy, "sessionStorage.getItem('mark')") == "1"
    assert inside(copy, "location.href") == inside(original, "location.href")
    assert copy.trace.topology is Topology.DUPLICATED


@pytest.mark.parametrize("topology", [Topology.NEW_WINDOW, Topology.DUPLICATED])
def test_what_is_played_by_script_says_so(topology: Topology) -> None:
    assert "emulated" in topology


def test_the_student_page_opens_in_the_same_tab(play: Play) -> None:
    starter = play().starter("student")

    runner = starter.start().runner

    assert starter.opened.name == starter.tab.name
    assert runner.topology is Topology.SAME_TAB
    assert len(starter.tab.room.tabs()) == 1


def test_a_reload_is_one(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.open(stage.session(in_storage=False))

    trace = tab.reload()

    assert trace.topology is Topology.RELOAD
    assert inside(tab, NAVIGATION) == "reload"
    assert end_of(trace) == BY_STORAGE, trace.story()


def test_back_and_forward_are_such(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.visit("/api/health")
    tab.open(stage.session())

    back = tab.leave_and_come_back()

    assert back.topology is Topology.BACK
    assert inside(tab, NAVIGATION) == "back_forward"
    assert end_of(back) == BY_STORAGE, back.story()

    forward = tab.come_forward()

    assert forward.topology is Topology.FORWARD
    assert forward.id != back.id
    assert inside(tab, NAVIGATION) == "back_forward"
    assert end_of(forward) == BY_STORAGE, forward.story()


def test_a_separate_context_has_nothing_of_the_first_but_who_is_signed_in(play: Play) -> None:
    stage = play()
    session = stage.session(in_storage=True)
    tab = stage.tab()
    assert tab.open(session).answered_by is Layer.STORAGE
    inside(tab, "localStorage.setItem('mark', '1')")

    apart = tab.open_elsewhere(session)

    assert apart.trace.topology is Topology.INCOGNITO
    assert inside(apart, "localStorage.getItem('mark')") is None
    assert inside(apart, "localStorage.getItem('auth:uid')") == session.owner.uid
    assert end_of(apart.trace) == BY_SERVER, apart.trace.story()


def test_a_tab_can_answer_while_a_question_is_shown(play: Play) -> None:
    stage = play()
    tab = stage.tab()

    tab.open(stage.session(answers=4))
    first = tab.can_answer
    tab.answer()

    assert (first, tab.can_answer) == (True, False)


def test_somebody_else_may_sit_down_at_a_tab(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.open(stage.session())

    other = tab.seen_by("stranger")

    assert (other.name, other.room) == (tab.name, tab.room)
    other.visit("/api/health")
    assert stage.journey().visitor == stage.visitor("stranger")


def test_a_link_that_is_interrupted_is_told_of(play: Play) -> None:
    stage = play()
    tab = stage.tab()
    tab.open(stage.session())
    inside(tab, HEAR_THE_LINK)

    stage.interrupt_link()

    assert inside(tab, "window.heard") == "offline,online"
