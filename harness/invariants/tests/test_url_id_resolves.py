from harness.invariants.tests.build import ORIGIN, Tape, loaded
from harness.invariants.url_id_resolves import INVARIANT
from harness.model.word import Status


def sent(url_id: str = "iv1") -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").called("create").called("start", 200)
    return tape.add("navigate", {"url": f"{ORIGIN}/interview/{url_id}"})


def test_a_written_document_passes() -> None:
    ruling = INVARIANT.judge(sent().backend("db.create").journey(starter="org"))

    assert ruling.status is Status.PASS


def test_no_such_document_fails() -> None:
    ruling = INVARIANT.judge(sent("short").backend("db.create").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "written were: interviews/iv1" in ruling.reason


def test_a_server_that_does_not_know_it_fails() -> None:
    ruling = INVARIANT.judge(
        sent()
        .backend("db.create")
        .on("tab-2")
        .document()
        .asked(404, pair="p1")
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "answers 404" in ruling.reason


def test_an_answered_id_will_do_elsewhere() -> None:
    ruling = INVARIANT.judge(sent().journey(starter="org", sees_backend=False))

    assert ruling.status is Status.PASS


def test_an_id_from_nowhere_is_unknown() -> None:
    ruling = INVARIANT.judge(sent("iv9").journey(starter="org", sees_backend=False))

    assert ruling.status is Status.UNKNOWN


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA
