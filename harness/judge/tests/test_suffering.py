import pytest

from harness.invariants.registry import load_invariants
from harness.judge.suffering import LINES, UNKNOWN, suffering_of, worst_of


@pytest.mark.parametrize("line", sorted({it.line for it in load_invariants()}))
def test_every_line_that_an_invariant_guards_says_what_a_user_suffers(line: str) -> None:
    assert suffering_of(line) is not UNKNOWN


def test_a_sentence_is_one_and_a_rank_is_known() -> None:
    for it in LINES.values():
        assert it.rank in (1, 2, 3, 4)
        assert it.sentence[0].isupper()
        assert it.sentence.endswith(".")


def test_the_worst_of_several_lines_tells() -> None:
    worst = worst_of(["telemetry.once", "server.get.status.403", "runner.server.waits"])

    assert (worst.rank, worst.sentence) == (1, "A person can see what belongs to somebody else.")


def test_nothing_is_known_of_no_line() -> None:
    assert worst_of([]) is UNKNOWN
