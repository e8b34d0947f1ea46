from harness.measure.book import Book, Key
from harness.measure.climb import Climb, Stepped, stepped
from harness.measure.threshold import parse_thresholds
from harness.model.word import Status

HELD = parse_thresholds("load_duration: p(95)<100", {"mixed": ("storage", "server")})


def book(*, server_ms: float, step: int = 0, loads: int = 100) -> Book:
    found = Book()
    for _ in range(loads):
        found.load(Key("storage", "mixed", step=step), 5_000, 5_000)
        found.load(Key("server", "mixed", step=step), int(server_ms * 1_000), 5_000)
        for _ in range(2):
            found.offer(step)
            found.settle(step)
    return found


def step(found: Book) -> Stepped:
    return stepped(0, 40, found, HELD, lasted_s=10)


def test_a_step_is_kept() -> None:
    assert step(book(server_ms=20)).status is Status.PASS


def test_the_layer_that_gave_way_is_named() -> None:
    found = step(book(server_ms=150))

    assert (found.status, found.layers) == (Status.FAIL, ("server",))
    assert "server gave way" in found.line


def test_what_has_not_ended_is_not_kept() -> None:
    late = book(server_ms=20)
    for _ in range(10):
        late.offer(0)

    found = step(late)

    assert (found.status, found.unsettled) == (Status.FAIL, 10)
    assert "10 of 210 had not ended" in found.line


def test_too_few_loads_say_nothing() -> None:
    assert step(book(server_ms=20, loads=20)).status is Status.UNKNOWN


def test_loads_of_another_step_do_not_count() -> None:
    found = book(server_ms=900, step=1)
    found.merge(book(server_ms=20))

    assert step(found).status is Status.PASS


def steps(*statuses: Status) -> Climb:
    return Climb(tuple(Stepped(10.0 * at, it, (), 100, 0) for at, it in enumerate(statuses, 1)))


def test_the_highest_rate_is_the_last_that_was_kept_with_all_before() -> None:
    found = steps(Status.PASS, Status.PASS, Status.FAIL)

    assert (found.highest_per_s, found.status) == (20, Status.PASS)
    assert found.said.startswith("20 visitors a second keep the thresholds; 30/s")


def test_one_that_never_broke_says_so() -> None:
    assert "did not break" in steps(Status.PASS, Status.PASS).said


def test_one_that_breaks_at_once_fails() -> None:
    found = steps(Status.FAIL)

    assert (found.highest_per_s, found.status) == (None, Status.FAIL)
    assert found.said.startswith("No step was kept")


def test_a_step_that_says_nothing_leaves_it_unknown() -> None:
    assert steps(Status.PASS, Status.UNKNOWN).status is Status.UNKNOWN
    assert steps().status is Status.UNKNOWN
