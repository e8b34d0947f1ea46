from mock_backend.edge.span import Lasting
from mock_backend.edge.switch import Span


def test_requests_are_counted() -> None:
    lasting = Lasting(Span(requests=2), 0)

    assert [lasting.holds(0) for _ in range(4)] == [True, True, False, False]


def test_a_time_passes_however_many_ask() -> None:
    lasting = Lasting(Span(seconds=3), 10)

    assert [lasting.holds(at) for at in (10, 12.9, 13, 12)] == [True, True, False, True]
