"""What is worked out once a journey."""

from harness.invariants.tests.build import Tape
from harness.judge.memo import once_a_journey
from harness.model.journey import Journey


def test_a_journey_is_asked_about_once() -> None:
    asked: list[str] = []

    @once_a_journey
    def name_of(journey: Journey) -> str:
        asked.append(journey.id)
        return journey.id

    first, equal = Tape().journey(), Tape().journey()
    assert first == equal
    assert [name_of(first), name_of(first)] == [first.id, first.id]
    assert len(asked) == 1
    name_of(equal)
    name_of(first)
    assert len(asked) == 3
