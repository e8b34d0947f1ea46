from hypothesis import given
from hypothesis import strategies as st

from harness.invariants.tests.build import RUNNER, Tape, entry, loaded
from harness.judge.order import order_of
from harness.model.event import Event, Phase

ACTORS = ("tab-1", "tab-2", "server", "database", "person")


def event(seq: int, actor: str, pair: str = "") -> Event:
    clock = "backend" if actor in ("server", "database") else actor
    return Event(seq, float(seq), clock, actor, Phase.INFO, "console", pair)


def is_before(tape: Tape, first: int, second: int) -> bool | None:
    return order_of(tape.events).happened_before(tape.events[first - 1], tape.events[second - 1])


def test_one_actor_is_ordered_by_arrival() -> None:
    tape = Tape().console("a").console("b")

    assert is_before(tape, 1, 2) is True
    assert is_before(tape, 2, 1) is False


def test_two_tabs_are_not_ordered_by_arrival() -> None:
    tape = Tape().console("a").on("tab-2").console("b")

    assert is_before(tape, 1, 2) is None


def test_server_and_database_share_one_log() -> None:
    tape = Tape().backend("db.replace", pair="p").backend("request", pair="p")

    assert is_before(tape, 1, 2) is True


def test_a_write_before_the_answer_is_before_the_tab_saw_it() -> None:
    tape = Tape().backend("db.replace", pair="p").backend("request", pair="p").asked(pair="p")

    assert is_before(tape, 1, 4) is True
    assert is_before(tape, 3, 1) is True  # and the request's begin before the write


def test_what_the_server_did_after_its_answer_is_not_ordered() -> None:
    tape = Tape().backend("request", pair="p").backend("db.replace", pair="p").asked(pair="p")

    assert is_before(tape, 2, 4) is None


def test_an_answer_that_arrives_early_is_ordered_all_the_same() -> None:
    tape = Tape().asked(pair="p").backend("db.replace", pair="p").backend("request", pair="p")

    assert is_before(tape, 3, 2) is True


def test_a_value_is_written_before_another_tab_reads_it() -> None:
    tape = Tape().write().console("after").on("tab-2").read(entry())

    assert is_before(tape, 1, 3) is True
    assert is_before(tape, 2, 3) is None


def test_a_value_that_was_there_before_is_not_taken_for_one_written_later() -> None:
    tape = Tape().read(entry()).console("seen")
    tape.add("open-tab", {"target": RUNNER}, actor="person").on("tab-2").document(RUNNER).write()

    assert is_before(tape, 2, len(tape.events)) is True
    assert is_before(tape, 1, len(tape.events)) is True


def test_a_value_that_was_written_twice_tells_nothing() -> None:
    tape = Tape().write().write().on("tab-2").read(entry())

    assert is_before(tape, 1, 3) is None


def test_a_popup_comes_after_its_open() -> None:
    tape = Tape().add("open", pair="open:1").on("tab-2").add("navigate", pair="open:1")

    assert is_before(tape, 1, 2) is True


def test_documents_on_one_thread_count_together() -> None:
    tape = Tape().add("console", {"order": "a:2"}).on("tab-2").add("console", {"order": "a:1"})
    tape.add("console", {"order": "b:3"})

    assert is_before(tape, 1, 2) is False
    assert is_before(tape, 1, 3) is None


def test_what_contradicts_itself_is_not_ordered() -> None:
    tape = Tape().add("console", {"order": "a:2"}).add("console", {"order": "a:1"})

    assert is_before(tape, 1, 2) is None


def test_an_event_is_not_before_itself() -> None:
    tape = loaded()

    assert is_before(tape, 1, 1) is None


histories = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(("", "open:1", "p"))), max_size=12
).map(lambda its: [event(n, actor, pair) for n, (actor, pair) in enumerate(its, start=1)])


@given(histories)
def test_order_is_never_both_ways(events: list[Event]) -> None:
    order = order_of(events)

    for a in events:
        for b in events:
            there, back = order.happened_before(a, b), order.happened_before(b, a)
            assert (there, back) in ((True, False), (False, True), (None, None))


@given(histories)
def test_order_is_transitive(events: list[Event]) -> None:
    order = order_of(events)
    before = {(a.seq, b.seq) for a in events for b in events if order.happened_before(a, b)}

    assert all((a, d) in before for a, b in before for c, d in before if b == c)


def test_what_was_seen_before_a_tab_was_opened_comes_before_it() -> None:
    tape = Tape().console("a").add("open-tab", {"target": RUNNER}, actor="person")
    tape.on("tab-2").document(RUNNER)

    assert is_before(tape, 1, 3) is True


def test_a_tab_that_was_there_before_may_tell_late_what_is_old() -> None:
    tape = Tape().console("a").on("tab-2").console("b")
    tape.add("open-tab", {"target": RUNNER}, actor="person").document(RUNNER)

    assert is_before(tape, 1, 4) is None


def test_what_came_after_a_tab_was_opened_may_be_from_before_or_after_its_load() -> None:
    tape = Tape().add("open-tab", {"target": RUNNER}, actor="person").console("a")
    tape.on("tab-2").document(RUNNER)

    assert is_before(tape, 2, 3) is None
