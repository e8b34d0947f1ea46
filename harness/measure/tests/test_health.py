import pytest

from harness.measure.health import health, told
from harness.measure.ledger import Ledger
from harness.measure.timeline import Second

CALM = [Second(cpu=0.3, late_ms=2)] * 100
FINE = Ledger(offered=500, done=500)


def test_a_generator_that_kept_up_has_nothing_to_say() -> None:
    found = health(CALM, FINE, users=5)

    assert (found.doubts, found.notes) == ((), ())


def test_one_late_second_of_many_is_a_note() -> None:
    found = health([*CALM, Second(late_ms=400)], FINE, users=5)

    assert found.late == (100,)
    assert found.doubts == ()
    assert found.notes == ("The generator itself was late by up to 400 ms in second 100.",)


def test_late_seconds_leave_the_run_unknown_and_are_named() -> None:
    found = health([*CALM, *[Second(late_ms=150)] * 3], FINE, users=5)

    assert found.doubts == ("The generator itself was late by up to 150 ms in seconds 100 to 102.",)


def test_one_late_second_of_few_is_too_many() -> None:
    assert health([*CALM[:9], Second(late_ms=150)], FINE, users=5).doubts


def test_a_full_processor_leaves_the_run_unknown() -> None:
    found = health([Second(cpu=0.99)] * 10, FINE, users=5)

    assert found.full == tuple(range(10))
    assert "had no processor left in seconds 0 to 9" in found.doubts[0]


def test_waiting_for_a_user_is_told_with_the_cure() -> None:
    found = health([*CALM, Second(backlog=2)], FINE, users=5)

    assert found.doubts == ()
    assert "All 5 users were busy in second 100" in found.notes[0]
    assert "--users" in found.notes[0]


@pytest.mark.parametrize(("lost", "doubted"), [(5, False), (6, True)])
def test_what_was_lost_with_a_worker_is_told(lost: int, *, doubted: bool) -> None:
    ledger = Ledger(offered=500, done=500 - lost, lost=lost)

    found = health(CALM, ledger, users=5)

    assert bool(found.doubts) is doubted
    assert f"{lost} of 500 arrivals were lost" in [*found.doubts, *found.notes][0]


def test_an_arrival_that_nobody_accounts_for_is_a_doubt() -> None:
    found = health(CALM, Ledger(offered=10, done=9), users=5)

    assert "Of 10 arrivals 9 are accounted for" in found.doubts[0]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ([4], "second 4"),
        ([3, 4, 5, 9], "seconds 3 to 5 and 9"),
        ([1, 3, 5], "seconds 1, 3 and 5"),
        (range(0, 20, 2), "seconds 0, 2, 4, 6, 8 and 5 spans more"),
    ],
)
def test_seconds_are_told_as_spans(seconds: list[int], words: str) -> None:
    assert told(list(seconds)) == words
