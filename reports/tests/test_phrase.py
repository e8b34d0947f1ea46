from dataclasses import replace

import pytest

from harness.model.recurrence import Recurrence
from harness.model.run import Check, Stage
from harness.model.word import Status
from reports import phrase
from reports.tests.sample import FAILING_CHECKS, HEAD, a_finding


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 ms"),
        (38.4, "38 ms"),
        (999.4, "999 ms"),
        (999.6, "1.0 s"),
        (59_940, "59.9 s"),
        (59_960, "1 min 0 s"),
        (125_000, "2 min 5 s"),
    ],
)
def test_durations_are_said_in_the_unit_that_fits(ms: float, said: str) -> None:
    assert phrase.duration(ms) == said


def test_an_empty_whole_has_no_share() -> None:
    assert phrase.share(0, 0) == "none"
    assert phrase.share(0, 4) == "0 %"


def test_nothing_is_not_zero() -> None:
    assert phrase.count(0, "load") == "no loads"
    assert phrase.count(1, "load") == "1 load"
    assert phrase.count(1_300, "load") == "1,300 loads"


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x07", "\u202e", "\u2028", "\ud800", "\x9b"])
def test_what_acts_on_a_terminal_or_breaks_a_file_is_not_shown(sign: str) -> None:
    assert phrase.clean(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_tabs_and_lines_are_kept() -> None:
    assert phrase.clean("a\tb\nc é ✓") == "a\tb\nc é ✓"


def test_the_tally_leaves_zeros_out() -> None:
    run = replace(HEAD, checks=FAILING_CHECKS)

    assert phrase.tally(run) == "2 failed, 1 unknown, 1 skipped, 2 passed"
    assert phrase.tally(HEAD) == "no scenario ran"


def test_a_run_that_nobody_judged_says_so() -> None:
    assert "before it was judged" in phrase.why(HEAD)
    assert "could not be found out" in phrase.why(replace(HEAD, stage=Stage.JUDGED))


def test_a_finding_about_no_starter_says_only_what_is_known() -> None:
    finding = a_finding("x", starter="", layer="", conditions=())

    assert phrase.where(finding) == ""
    assert phrase.where(replace(finding, starter="org")) == "org"


def test_equal_reasons_are_counted_together() -> None:
    skips = [Check(str(n), "", "", Status.SKIP, "no throttle\nmore") for n in range(3)]

    assert phrase.reasons(skips, Status.SKIP) == [("no throttle", 3)]


def test_a_scenario_is_explained_by_what_was_found_in_it() -> None:
    check = FAILING_CHECKS[3]
    found = [a_finding(name, reason="x\ny", checks=(check.id,)) for name in ("a", "b")]
    run = replace(HEAD, findings=tuple(found))

    assert phrase.why_of(check, run) == "a: x (and 1 more finding)"
    assert phrase.why_of(check, HEAD) == "stuck"


def test_what_is_left_behind_can_be_found() -> None:
    run = replace(HEAD, created=3, cleaned=1, tag="Layerproof/1 (run r)")

    assert phrase.left_behind(run) == (
        "left behind: 2 sessions; the User-Agent of whatever made them ends in Layerproof/1 (run r)"
    )
    assert phrase.left_behind(replace(run, tag="")) == "left behind: 2 sessions"
    assert phrase.left_behind(replace(run, cleaned=3)) == ""


def test_how_often_it_is_seen_when_played_again_is_told() -> None:
    def told(seen: int, plays: int, unended: int = 0) -> str:
        again = Recurrence("a", seen, plays, (), unended)
        return phrase.recurrence(a_finding("x", recurrence=again))

    assert phrase.recurrence(a_finding("x")) == ""
    assert told(3, 3) == "seen 3 of 3"
    assert told(1, 3) == "seen 1 of 3 (flaky)"
    assert told(1, 2, 1) == "seen 1 of 2 (flaky), 1 further play without a result"
    assert told(1, 1, 2) == "played again, 2 further plays without a result"
