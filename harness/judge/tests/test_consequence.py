import pytest

from harness.invariants.registry import load_invariants
from harness.judge.consequence import LINES, RESTS_ON, Fact, depth, fact_of, may_follow, spreads


@pytest.mark.parametrize("line", sorted({it.line for it in load_invariants()}))
def test_every_line_that_an_invariant_guards_has_a_fact(line: str) -> None:
    assert any(line == it or line.startswith(f"{it}.") for it in LINES)


def test_facts_rest_only_on_earlier_ones() -> None:
    order = list(Fact)

    assert set(RESTS_ON) == set(order)
    assert all(order.index(it) < order.index(fact) for fact in order for it in RESTS_ON[fact])


def test_the_longest_row_decides() -> None:
    assert (fact_of("runner.storage.refused"), spreads("runner.storage.refused")) == (
        Fact.FOUND,
        True,
    )
    assert fact_of("runner.storage.removed") is Fact.KEPT


def test_an_error_follows_from_an_id_that_leads_nowhere() -> None:
    assert may_follow("runner.error.network", "server.lookup")
    assert not may_follow("server.lookup", "runner.error.network")


def test_nothing_follows_from_a_header_or_a_report() -> None:
    assert not may_follow("runner.stuck", "server.timing")
    assert not may_follow("telemetry.once", "telemetry.sent")


def test_what_is_stored_and_what_is_looked_up_do_not_explain_each_other() -> None:
    assert not may_follow("starter.storage", "server.lookup")
    assert not may_follow("server.lookup", "starter.storage")


def test_two_payloads_may_differ_because_of_the_stored_one() -> None:
    assert may_follow("server.get.equal", "starter.storage")


def test_a_line_that_no_row_fits_is_about_what_is_shown() -> None:
    assert (fact_of("new.line"), spreads("new.line")) == (Fact.SHOWN, False)
    assert depth("new.line") > depth("starter.storage")


def test_a_header_follows_from_nothing_and_explains_nothing() -> None:
    assert not may_follow("server.cache", "server.lookup")
    assert not spreads("runner.route.dynamic")
    assert spreads("runner.route.200")
