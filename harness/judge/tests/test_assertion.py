from dataclasses import replace

from harness.judge.assertion import failures_of, reason_of
from harness.judge.failure import Glimpse
from harness.model.look import Look
from harness.model.run import Check
from harness.model.word import Status

ENDED = """E   AssertionError: j1: student as owner
      j1.1 http://app.test/interview/iv1 ended error
    assert <Outcome.ERROR: 'error'> is <Outcome.READY: 'ready'>
     +  where <Outcome.ERROR: 'error'> = Trace(id='j1.1', deviations={})).ended
     +    where Trace(id='j1.1', deviations={})) = Journey(id='j1').runner"""
STATUS = """E   assert 200 == 410
     +  where 200 = Answer(status=200, headers={}).status"""
CHECK = Check(
    "f.py::test_it[org]",
    "The tab opens.",
    "f.py",
    Status.FAIL,
    reason="j1: student as owner",
    detail=ENDED,
    journeys=("j1",),
)


def test_what_should_be_and_what_was_are_told() -> None:
    assert reason_of(CHECK) == "The tab opens: the load ended error, not ready."
    assert reason_of(replace(CHECK, detail=STATUS)) == (
        "The tab opens: the server answered 200, not 410."
    )


def test_an_assert_of_another_kind_is_told_as_it_stands() -> None:
    check = replace(CHECK, detail="E   assert 3 == 1\n     +  where 3 = len((1, 2, 3))")

    assert reason_of(check) == "The tab opens: not so (3 == 1)."


def test_without_an_assert_the_reason_stays() -> None:
    assert reason_of(replace(CHECK, detail="", reason="It broke.")) == "It broke."


def test_the_load_says_where_to_look() -> None:
    look = Look("GET /x/{id} \N{RIGHTWARDS ARROW} 404", screen="error (not-found)")

    (found,) = failures_of(CHECK, {"j1": Glimpse("j1", "j1.1", look, frozenset({"load-ends"}))})

    assert (found.look, found.journey, found.verdict.line) == (look, "j1", "scenario.ready")
    assert found.well == {"load-ends"}


def test_a_check_without_a_browser_stands_for_itself() -> None:
    (found,) = failures_of(replace(CHECK, journeys=(), detail=STATUS), {})

    assert (found.journey, found.verdict.line) == ("f.py::test_it[org]", "scenario.status.410")
    assert found.look.request == "\N{RIGHTWARDS ARROW} 200, not 410"


def test_a_list_of_statuses_is_told_as_an_answer() -> None:
    said = reason_of(replace(CHECK, detail="E   AssertionError: j1: x\n    assert [200] == [410]"))

    assert said == "The tab opens: the server answered 200, not 410."
    assert reason_of(replace(CHECK, detail="E   assert [] == [410]")).endswith("was not asked.")


def test_an_answer_is_a_matter_of_the_line_that_the_scenario_guards() -> None:
    check = replace(CHECK, journeys=(), detail=STATUS)

    (found,) = failures_of(check, {}, ["runner.error.expired", "server.get.status.410"])

    assert found.verdict.line == "server.get.status.410"
    assert found.guards == {"runner.error.expired", "server.get.status.410"}
