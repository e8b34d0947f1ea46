from reports.looked import looked_at
from reports.tests import tape
from reports.tests.sample import verdicts_of


def test_each_invariant_has_its_counts() -> None:
    verdicts = verdicts_of([tape.fast("a"), tape.stuck("b")])

    rows = {it.invariant: it for it in looked_at(verdicts)}

    ends = rows["load-ends"]
    assert (ends.line, ends.examined, ends.passed, ends.failed) == ("runner.deadline", 2, 1, 1)


def test_nothing_judged_is_no_row() -> None:
    assert looked_at([]) == []
