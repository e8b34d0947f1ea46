"""What passed on a page's clock, less what it jumped over."""

from benchmarks.real_time import by_clock, number, real_ms
from harness.model.event import Event, Json, Phase


def event(at_ms: float, what: str = "screen", clock: str = "tab-1/1", **detail: Json) -> Event:
    return Event(1, at_ms, clock, clock.partition("/")[0], Phase.INFO, what, detail=detail)


def test_a_jump_is_no_real_time() -> None:
    told = [event(40), event(3_040, "clock", jump_ms=2_500), event(3_100)]

    assert real_ms(told) == 560


def test_each_clock_counts_for_itself() -> None:
    told = [event(40), event(900, clock="tab-2/1"), event(140), event(1_000, clock="tab-2/1")]

    assert real_ms(told) == 200


def test_only_pages_have_a_clock_here() -> None:
    told = [event(0, clock="harness"), event(9e9, clock="backend"), event(5)]

    assert set(by_clock(told)) == {"tab-1/1"}
    assert real_ms(told) == 0


def test_what_is_no_number_counts_nothing() -> None:
    assert (number(2), number(2.5), number("2"), number(None)) == (2, 2.5, 0, 0)
