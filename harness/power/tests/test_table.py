from io import StringIO

from rich.console import Console

from harness.model.run import Finding
from harness.model.word import Status
from harness.power.row import Caught, Fate, Power, Row, SoundRun
from harness.power.table import sorted_rows, summary, table

ROWS = (
    Row("a-killed", "x.y", "w", Caught(Fate.KILLED, ("invariant:is-so",)), 3.2),
    Row("b-survived", "x.z", "w", Caught(Fate.SURVIVED, (), "3 pass"), 9.0),
    Row("c-elsewhere", "x.y", "w", Caught(Fate.ELSEWHERE, ("invariant:is-else (q.r)",))),
)
FALSE = Finding("is-so", "x.y", "because", "", "", (), "", (), "")
SOUND = (SoundRun(Status.FAIL, checks=9, loads=12, findings=(FALSE,)),)


def test_survivors_come_first() -> None:
    assert [it.defect for it in sorted_rows(ROWS)] == ["b-survived", "c-elsewhere", "a-killed"]


def test_a_row_says_what_caught_it_or_why_nothing_did() -> None:
    console = Console(file=StringIO(), width=140)

    console.print(table(Power("toy", 1, 3, ROWS)))

    said = console.file.getvalue().splitlines()  # type: ignore[attr-defined] # a StringIO
    assert "b-survived" in said[1]
    assert "3 pass" in said[1]
    assert "is-else (q.r)" in said[2]
    assert "is-so" in said[3]


def test_the_sentence_sums_up() -> None:
    said = summary(Power("toy", 1, 3, ROWS, SOUND, 61.4))

    assert said == (
        "1 of 3 defects killed: 33.3 % (95 % interval 6.1 to 79.2 %); "
        "2 survivors: b-survived, c-elsewhere; none inconclusive; "
        "1 false finding in 1 run of the sound app (12 loads); 61 s (toy)."
    )


def test_what_cannot_show_is_said_and_counts_for_nothing() -> None:
    power = Power("toy", 1, 1, ROWS[:1], left_out=("late", "later"))

    said = summary(power)

    assert "; 2 left out, which show only where pages are held: late, later; " in said
    assert " of 1 defects killed" in said


def test_what_was_not_tried_is_said() -> None:
    said = summary(Power("toy", 1, 5, ROWS[:1], interrupted=True))

    assert "4 not tried" in said
    assert "the sound app was not run" in said
