from harness.invariants.tests.build import ORIGIN, Tape, entry, loaded
from harness.judge.own_id import is_answered, own_ids, stored
from harness.model.event import Json

ENVELOPE: Json = {"data": {"firestoreInterviewId": "a"}}


def started(url_id: str = "iv1") -> Tape:
    answer = {"firestoreInterviewId": "iv1", "id": "iv1"}
    tape = Tape().document(f"{ORIGIN}/org").called("create", body=answer).write()
    return tape.add("navigate", {"url": f"{ORIGIN}/interview/{url_id}"})


def test_one_id_throughout_is_told_once() -> None:
    assert own_ids(started().journey(starter="org")) == (("opened", "iv1"),)


def test_ids_that_differ_are_told_by_what_was_done_with_them() -> None:
    tape = started("iv1x").write(entry(), key="interview:init:iv7")

    found = own_ids(tape.journey(starter="org"))

    assert found == (("opened", "iv1x"), ("stored", "iv1"), ("stored", "iv7"))


def test_an_id_that_was_answered_only_is_told_as_such() -> None:
    tape = Tape().document(f"{ORIGIN}/org").called("create", body=ENVELOPE)
    journey = tape.add("navigate", {"url": f"{ORIGIN}/interview/b"}).journey(starter="org")

    assert own_ids(journey) == (("opened", "b"), ("answered", "a"))
    assert is_answered(journey, "a")
    assert not is_answered(journey, "b")


def test_what_no_starter_opened_has_none() -> None:
    assert own_ids(loaded().write().journey()) == ()
    assert own_ids(Tape().document(f"{ORIGIN}/org").write().journey(starter="org")) == ()


def test_other_keys_and_other_tabs_are_no_entries_of_the_starter() -> None:
    tape = started().write("x", key="theme").on("tab-2").write()

    assert [it.text("key") for it in stored(tape.journey(starter="org"))] == ["interview:init:iv1"]
