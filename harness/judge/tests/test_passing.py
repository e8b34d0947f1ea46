from harness.invariants.tests.build import RUNNER, Tape, loaded
from harness.judge.passing import Passing, first_hits, passing_of, region_in, told_of
from harness.model.event import Json, Phase
from harness.model.rules import Rules
from harness.model.trace import Trace


def load(headers: dict[str, Json], *, commit_header: str = "") -> Trace:
    told: dict[str, Json] = {"url": RUNNER, "status": 200, "headers": headers}
    tape = Tape().add("document", {"url": RUNNER}, Phase.BEGIN).add("document", told, Phase.OK)
    return tape.trace(rules=Rules(commit_header=commit_header))


def way(region: str = "fra1 → iad1", cache: str = "MISS", id_: str = "x") -> Passing:
    return Passing(id_, cache, region)


def test_a_load_says_which_way_its_document_took() -> None:
    headers: dict[str, Json] = {
        "x-vercel-id": "fra1::iad1::abc-1",
        "x-vercel-cache": "MISS",
        "age": "0",
        "x-commit": "0123456",
    }

    found = passing_of(load(headers, commit_header="x-commit"))

    assert found == Passing("fra1::iad1::abc-1", "MISS", "fra1 → iad1", "0", "0123456")
    assert passing_of(load(headers)).commit == ""


def test_an_app_on_no_such_hosting_says_nothing() -> None:
    assert not passing_of(load({"content-type": "text/html"}))
    assert not passing_of(loaded().trace())


def test_regions_stand_before_the_id() -> None:
    assert region_in("fra1::abc-1") == "fra1"
    assert region_in("fra1::iad1::abc-1") == "fra1 → iad1"
    assert region_in("") == region_in("abc") == ""


def test_the_first_load_of_each_region_may_have_been_cold() -> None:
    ways = [way(), way(), way("sfo1 → iad1"), way(), way("sfo1 → iad1")]

    found = [first for _, _, first in first_hits(enumerate(ways))]

    assert found == [True, False, True, False, False]


def test_what_a_cache_answered_asked_no_function() -> None:
    ways = [way(cache="HIT"), way(), way()]

    assert [first for _, _, first in first_hits(enumerate(ways))] == [False, True, False]


def test_without_a_hosting_no_load_is_kept_apart() -> None:
    assert [first for _, _, first in first_hits([(1, Passing()), (2, Passing())])] == [False, False]


def test_a_run_tells_its_ways_together() -> None:
    told = told_of([Passing(), way(), way(cache="HIT", id_="y"), way()])

    assert told == {"region": "fra1 → iad1", "cache": "MISS 2, HIT 1", "vercel_id": "x"}
    assert told_of([Passing()]) == {}
