import pytest

from harness.invariants.tests.build import loaded
from harness.judge.timing import ended_by, is_date, parked_ms, retry_after_ms
from harness.model.event import Phase

NOW = "Sun, 22 Nov 2026 16:00:00 GMT"
SOON = "Sun, 22 Nov 2026 16:00:04 GMT"


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"retry-after": "2"}, (2_000, 2_000)),
        ({"retry-after": SOON, "date": NOW}, (3_000, 5_000)),
        ({"retry-after": NOW, "date": SOON}, (0, 1_000)),
        ({"retry-after": SOON}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(
    headers: dict[str, str], asked: tuple[float, float] | None
) -> None:
    trace = loaded().asked(429, headers=headers).ready().trace()

    assert retry_after_ms(trace.attempts[0]) == asked


def test_a_date_is_told_from_seconds() -> None:
    trace = loaded().asked(429, headers={"retry-after": SOON}).ready().trace()

    assert is_date(trace.attempts[0])


def test_an_attempt_ends_by_its_answer_or_its_timeout() -> None:
    trace = loaded().asked(at=0, took=50).asked(None, at=1_000, took=None).ready().trace()

    assert [ended_by(it, trace) for it in trace.attempts] == [50, 4_500]


def test_time_at_a_gate_is_counted_where_it_overlaps() -> None:
    tape = loaded().add("gate", {"name": "g"}, Phase.BEGIN, at=100)
    trace = tape.add("gate", {"name": "g"}, Phase.OK, at=400).ready().trace()

    assert parked_ms(trace, 200, 1_000) == 200
    assert parked_ms(trace, 500, 1_000) == 0


def test_a_gate_that_never_opened_counts_to_the_end() -> None:
    trace = loaded().add("gate", {"name": "g"}, Phase.BEGIN, at=100).ready(at=900).trace()

    assert parked_ms(trace, 0, 900) == 800
