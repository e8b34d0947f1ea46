from dataclasses import replace

from harness.init.tests.evening import EVENING, MOMENTS
from harness.init.watched import Kept


def test_a_state_that_was_kept_soonest_after_a_moment_is_its_own() -> None:
    assert EVENING.state_at(7) == {"who": "ada"}
    assert EVENING.state_at(8) == {"who": "bo"}
    assert EVENING.state_at(40) == {"who": "bo"}
    assert replace(EVENING, kept=()).state_at(7) is None
    assert replace(EVENING, kept=(Kept(1, {"who": "early"}),)).state_at(7) == {"who": "early"}


def test_what_was_asked_between_two_moments() -> None:
    assert [it.path for it in EVENING.asked(5, 9)] == ["/v2/seats"]
    assert [it.path for it in EVENING.asked(18, len(MOMENTS))] == ["/v2/seats"]
    assert EVENING.asked(9, 9) == ()


def test_what_was_typed_and_stored_is_not_printed() -> None:
    said = repr(EVENING)

    assert "Because" not in said
    assert "'who'" not in said
