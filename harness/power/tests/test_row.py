import pytest

from harness.model.word import Status
from harness.power.row import Caught, Fate, Power, Row, SoundRun


def row(name: str, fate: Fate) -> Row:
    return Row(name, "a.b", "why", Caught(fate))


def power(*fates: Fate, sound: tuple[SoundRun, ...] = (), interrupted: bool = False) -> Power:
    rows = tuple(row(f"d{at}", it) for at, it in enumerate(fates))
    return Power("toy", 1, len(rows), rows, sound, interrupted=interrupted)


CASES = [
    (power(Fate.KILLED), 0, 0),
    (power(Fate.KILLED, Fate.SURVIVED), 0, 1),
    (power(Fate.KILLED, Fate.ELSEWHERE), 0, 1),
    (power(Fate.KILLED, Fate.ELSEWHERE), 1, 0),
    (power(Fate.KILLED, Fate.UNKNOWN), 0, 3),
    (power(Fate.SURVIVED, Fate.UNKNOWN), 0, 1),
    (power(Fate.KILLED, sound=(SoundRun(Status.PASS),)), 0, 0),
    (power(Fate.KILLED, sound=(SoundRun(Status.FAIL),)), 0, 1),
    (power(Fate.KILLED, sound=(SoundRun(Status.UNKNOWN),)), 0, 3),
    (power(Fate.SURVIVED, interrupted=True), 0, 130),
]


@pytest.mark.parametrize(("measured", "allowed", "code"), CASES)
def test_the_exit_code_says_the_worst(measured: Power, allowed: int, code: int) -> None:
    assert measured.exit_code(allowed=allowed) == code


def test_what_was_caught_elsewhere_is_a_survivor_and_no_kill() -> None:
    measured = power(Fate.ELSEWHERE, Fate.KILLED, Fate.UNKNOWN)

    assert measured.killed == 1
    assert [it.defect for it in measured.survivors] == ["d0"]
    assert [it.defect for it in measured.undecided] == ["d2"]
