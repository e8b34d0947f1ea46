from harness.invariants.document_is_own import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.model.event import Phase
from harness.model.word import Status

PATH = "/interview/iv1"


def arrives(tape: Tape, pair: str, url: str = RUNNER) -> Tape:
    """A document whose answer has that request id."""
    tape.add("document", {"url": url}, Phase.BEGIN, at=0)
    return tape.add("document", {"url": url, "status": 200}, Phase.OK, pair=pair)


def served(tape: Tape, pair: str, path: str = PATH) -> Tape:
    """The server's log of a request."""
    return tape.add("request", {"path": path}, Phase.BEGIN, actor="server", pair=pair)


def judged(tape: Tape) -> Status:
    return INVARIANT.judge(tape.journey()).status


def test_a_document_of_its_own_for_each_load_passes() -> None:
    assert judged(served(arrives(arrives(Tape(), "p1"), "p2"), "p1")) is Status.PASS


def test_one_answer_for_two_loads_fails() -> None:
    assert judged(arrives(arrives(Tape(), "p1"), "p1")) is Status.FAIL


def test_an_answer_that_was_made_for_another_address_fails() -> None:
    assert judged(served(arrives(Tape(), "p1"), "p1", "/interview/shell")) is Status.FAIL


def test_an_encoded_address_is_the_same_address() -> None:
    tape = arrives(Tape(), "p1", f"{ORIGIN}/interview/a%20b")

    assert judged(served(tape, "p1", "/interview/a b")) is Status.PASS


def test_a_document_without_an_id_says_nothing() -> None:
    ruling = INVARIANT.judge(arrives(Tape(), "").journey())

    assert (ruling.status, ruling.examined) == (Status.NA, 1)


def test_where_none_arrived_nothing_was_looked_at() -> None:
    ruling = INVARIANT.judge(Tape().journey())

    assert (ruling.status, ruling.examined) == (Status.NA, 0)
