from dataclasses import replace

from harness.invariants.tests.build import SESSION, entry, loaded
from harness.model.rules import Rules
from harness.model.word import Layer

REFS = Rules(entry_key="rr/{id}")


def test_an_entry_under_an_id_of_its_own_is_the_session_s() -> None:
    trace = loaded().read(entry(), key="rr/r-1").ready().trace
    session = replace(SESSION, entry_id="r-1")

    assert trace(session=session, rules=REFS).entry_key == "rr/r-1"
    assert trace(session=session, rules=REFS).answered_by is Layer.STORAGE
    assert trace(session=SESSION, rules=REFS).answered_by is None


def test_a_load_of_no_known_session_has_no_entry() -> None:
    assert loaded().ready().trace(session=None).entry_key == ""
