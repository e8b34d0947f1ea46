from harness.invariants.only_the_entitled_see_it import INVARIANT
from harness.invariants.tests.build import STAFF, entry, loaded
from harness.model.rules import Rules
from harness.model.session import Visitor
from harness.model.word import Status

STRANGER = Visitor("stranger", "u9", "student", "north")
FOREIGN_STAFF = Visitor("foreign-staff", "s9", "staff", "south")


def test_a_stranger_who_is_refused_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(403).error("forbidden").trace(visitor=STRANGER))

    assert ruling.status is Status.PASS


def test_a_stranger_who_is_given_it_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked().error("server").trace(visitor=STRANGER))

    assert ruling.status is Status.FAIL
    assert "'stranger'" in ruling.reason


def test_a_stranger_who_is_shown_it_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace(visitor=STRANGER))

    assert ruling.status is Status.FAIL
    assert "The page shows" in ruling.reason


def test_staff_of_another_organisation_are_strangers() -> None:
    ruling = INVARIANT.judge(loaded().asked().ready().trace(visitor=FOREIGN_STAFF))

    assert ruling.status is Status.FAIL


def test_staff_of_the_organisation_have_a_right() -> None:
    ruling = INVARIANT.judge(loaded().asked().ready().trace(visitor=STAFF))

    assert ruling.status is Status.NA


def test_the_owner_has_a_right() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_who_has_a_right_goes_by_the_apps_own_roles() -> None:
    coach, head = Visitor("staff", "c1", "coach", "north"), Visitor("admin", "h1", "head")
    rules = Rules(readers=("head",), org_readers=("coach",))

    for visitor, status in ((coach, Status.NA), (head, Status.NA), (STAFF, Status.FAIL)):
        trace = loaded().asked().ready().trace(visitor=visitor, rules=rules)
        assert INVARIANT.judge(trace).status is status
