from dataclasses import replace
from pathlib import Path

from reports.evidence import evidence_lines, kept_apart
from reports.gather import gather
from reports.tests import tape
from reports.tests.sample import HEAD, a_finding, failing, failing_findings


def test_the_events_pointed_at_are_marked_among_their_neighbours() -> None:
    lines = evidence_lines(tape.fallback("j-1", (503, 200)), a_finding("x", evidence=(24, 31)))

    assert [it.pointed for it in lines] == [False, True, False, False, False, True, False]
    assert lines[3].text == ""
    assert "attempt 2 of 3" in lines[5].text


def test_without_evidence_the_end_of_the_story_is_shown() -> None:
    lines = evidence_lines(tape.stuck("s-1"), a_finding("x", evidence=()))

    assert "session is null" in lines[-1].text
    assert not any(it.pointed for it in lines)


def test_a_seq_that_is_not_there_points_at_nothing() -> None:
    assert evidence_lines(tape.fast("f-1"), a_finding("x", evidence=(9_999,)))


def test_the_backends_clock_is_counted_from_its_first_event() -> None:
    journey = tape.fast("f-1")

    lines = evidence_lines(journey, a_finding("x", evidence=(4,)))

    assert float(lines[1].text.split()[1]) == 0


def test_accepted_findings_are_neither_wrong_nor_unknown() -> None:
    apart = kept_apart(replace(HEAD, findings=failing_findings("")))

    names = {name: [it.invariant for it in found] for name, found in apart.items()}
    assert names == {
        "wrong": ["reaches-ready", "load-ends", "no-page-error"],
        "unknown": ["write-before-navigation"],
        "accepted": ["diagnostic-line"],
    }


def test_a_finding_leads_to_its_load(tmp_path: Path) -> None:
    gathered = gather(failing(tmp_path))

    places = {it.finding.invariant: it.load for it in gathered.findings}
    assert gathered.loads[places["load-ends"] or 0].id == "s-1/tab-2"
