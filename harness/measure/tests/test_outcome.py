import pytest

from harness.measure.book import Book, Key
from harness.measure.climb import Climb, Stepped
from harness.measure.health import Health
from harness.measure.outcome import lines, verdict_of
from harness.measure.threshold import Held, hold, parse_thresholds
from harness.model.word import Status

CALM = Health()


def held(*statuses: Status) -> list[Held]:
    (threshold,) = parse_thresholds("load_success: rate>0.9", {"mixed": ("server",)})
    return [Held(threshold, it, 0.5, 100, 10) for it in statuses]


def status(*statuses: Status, loads: int = 100, crashes: int = 0, health: Health = CALM) -> Status:
    found = verdict_of(held(*statuses), loads=loads, crashes=crashes, health=health)
    assert found is not None
    return found.status


def test_a_breach_is_worse_than_what_is_not_known_and_that_than_what_is_kept() -> None:
    assert status(Status.PASS, Status.UNKNOWN, Status.FAIL) is Status.FAIL
    assert status(Status.PASS, Status.UNKNOWN) is Status.UNKNOWN
    assert status(Status.PASS) is Status.PASS


@pytest.mark.parametrize("found", [Status.PASS, Status.FAIL])
def test_a_generator_that_could_not_keep_up_tells_nothing(found: Status) -> None:
    assert status(found, health=Health(doubts=("It was late.",))) is Status.UNKNOWN


def test_crashes_and_no_loads_tell_nothing() -> None:
    assert status(Status.PASS, crashes=1) is Status.UNKNOWN
    assert status(Status.PASS, loads=0) is Status.UNKNOWN


def test_without_thresholds_there_is_no_verdict() -> None:
    assert verdict_of([], loads=5, crashes=0, health=CALM) is None


def test_a_climb_is_judged_by_its_steps() -> None:
    climb = Climb((Stepped(10, Status.PASS, (), 100, 0), Stepped(20, Status.FAIL, (), 200, 9)))

    found = verdict_of([], loads=5, crashes=0, health=CALM, climb=climb)

    assert found is not None
    assert (found.status, found.exit_code) == (Status.PASS, 0)
    assert found.reason.startswith("10 visitors a second keep the thresholds")


def test_the_lines_say_what_never_became_a_load() -> None:
    book = Book()
    for _ in range(150):
        book.load(Key("server", "mixed"), 20_000, 20_000)
    book.ledger.not_begun, book.ledger.cut_off, book.ledger.not_started = 3, 2, 1
    (threshold,) = parse_thresholds("load_duration: p(95)<5", {"mixed": ("server",)})

    said = "\n".join(lines(book, [hold(threshold, book)], Health(notes=("A note.",))))

    for words in (
        "load/server: 150 loads, 150 ready (100.00%), median 20.0 ms, p95 20.0 ms",
        "3 visitors found no user free",
        "2 loads were cut off",
        "1 visitors' interviews could not be started",
        "A note.",
        "FAIL  load_duration: p(95)<5",
    ):
        assert words in said
