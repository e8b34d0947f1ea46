from types import SimpleNamespace
from typing import Any

from harness.swarm.crew import BEGIN, END, SPREAD, Workers
from harness.swarm.share import Shares, of_plain


class Runner:
    """Locust's master, as far as a crew knows it."""

    def __init__(self) -> None:
        self.clients = SimpleNamespace(
            ready=[SimpleNamespace(id="a")],
            spawning=[],
            running=[SimpleNamespace(id="b")],
            missing=[SimpleNamespace(id="c")],
        )
        self.sent: list[tuple[str, Any, str]] = []

    def send_message(self, kind: str, data: Any, *, client_id: str) -> None:  # noqa: ANN401 - Locust's
        self.sent.append((kind, data, client_id))


def test_who_is_missing_is_no_member() -> None:
    assert Workers(Runner()).members() == ("a", "b")


def test_each_is_told_by_name_and_without_a_time_of_day() -> None:
    runner = Runner()
    crew = Workers(runner)
    shares = Shares(2).without(1, 5)

    crew.begin("a", in_s=1.0, me=0, shares=Shares(2))
    crew.spread("a", shares)
    crew.end("b")

    begin, spread, end = runner.sent
    assert begin == (BEGIN, {"in_s": 1.0, "me": 0, "shares": [2, []]}, "a")
    assert (spread[0], of_plain(spread[1]["shares"]), spread[2]) == (SPREAD, shares, "a")
    assert end == (END, None, "b")
