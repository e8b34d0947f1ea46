from dataclasses import replace

from harness.invariants.tests.build import ORIGIN, Tape, loaded
from harness.judge.look import joined, look_at, look_of_load, masked
from harness.model.look import Look
from harness.model.rules import Rules
from harness.model.verdict import Scope, Verdict
from harness.model.word import Status

ARROW = "\N{RIGHTWARDS ARROW}"


def verdict(reason: str, *evidence: int) -> Verdict:
    return Verdict("x", "l", Scope.LOAD, "j1.1", Status.FAIL, 1, reason, evidence)


def test_the_request_that_the_evidence_points_at_is_named_without_its_id() -> None:
    journey = loaded().read().asked(404).error("not-found").journey()
    seq = next(it.begin.seq for it in journey.runner.attempts)

    found = look_at(verdict("It was.", seq), journey, journey.runner)

    assert found.request == f"GET /api/interview/session/{{id}} {ARROW} 404"
    assert found.screen == "error (not-found)"


def test_the_entry_and_the_field_are_named() -> None:
    journey = loaded().read("{}").journey()
    seq = next(it.seq for it in journey.events if it.what == "storage.read")

    found = look_at(verdict("It lacks 'firstQuestion'.", seq), journey, journey.runner)

    assert (found.entry, found.field) == ("interview:init:{id}", "firstQuestion")


def test_a_quoted_word_that_is_no_field_is_none() -> None:
    journey = loaded().journey()

    assert look_at(verdict("It says 'Retry'."), journey, journey.runner).field == ""


def test_a_load_that_ended_well_says_what_it_asked_last() -> None:
    journey = loaded().read().asked(200).ready().journey()

    found = look_of_load(journey.runner, journey)

    assert found == Look(f"GET /api/interview/session/{{id}} {ARROW} 200", screen="ready")


def test_ids_are_masked_encoded_or_not() -> None:
    assert masked("/x/a b and /x/a%20b", ["a b"]) == "/x/{id} and /x/{id}"
    assert masked("/x/0123456789ab-cd", []) == "/x/{id}"
    assert masked("currentQuestionIndex", []) == "currentQuestionIndex"


def test_what_stands_where_the_rules_have_an_id_is_one() -> None:
    said = masked("wrote interviews/pZqj, interview:init:pZqj.", [], Rules())

    assert said == "wrote interviews/{id}, interview:init:{id}."


def test_another_id_is_told_from_the_first() -> None:
    said = masked("opened session-0123456789, written were interviews/abc and b.", ["b"], Rules())

    assert said == "opened {id}, written were interviews/{id-2} and {id-3}."


def test_gaps_are_filled_from_the_others() -> None:
    assert joined(Look("a"), [Look("b", "entry"), Look("", "other", "field")]) == Look(
        "a", "entry", "field"
    )


def opened(url_id: str) -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").called("create").called("start", 200).write()
    return tape.add("navigate", {"url": f"{ORIGIN}/interview/{url_id}"})


def test_ids_that_differ_are_told_in_full() -> None:
    journey = opened("iv1x").on("tab-2").document(f"{ORIGIN}/interview/iv1x").journey(starter="org")

    found = look_at(verdict("Opened with the id 'iv1x'."), journey, None)

    assert found.ids == "opened iv1x, stored iv1"


def test_one_id_is_told_alone_and_only_where_it_is_spoken_of() -> None:
    journey = opened("iv1").journey(starter="org")

    assert look_at(verdict("Opened with the id 'iv1'."), journey, None).ids == "iv1"
    assert look_at(verdict("It was."), journey, None).ids == ""


def test_the_request_that_failed_is_named_before_the_one_that_did_not() -> None:
    tape = opened("iv1").on("tab-2").document().asked(404).error("not-found")
    journey = tape.journey(starter="org")
    create = next(it for it in journey.all_requests if it.role == "create")

    late = replace(verdict("It was.", *create.evidence), line="starter.waits")
    spoken = replace(verdict("POST /api/create was.", *create.evidence), line="starter.waits")
    apart = replace(verdict("It was.", *create.evidence), line="starter.url")

    found = [look_at(it, journey, journey.runner) for it in (late, spoken, apart)]

    assert [it.request.partition(" ")[0] for it in found] == ["GET", "POST", "POST"]
    assert [it.screen for it in found] == ["error (not-found)", "", ""]
