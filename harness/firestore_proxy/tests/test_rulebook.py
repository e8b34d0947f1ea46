import asyncio

from harness.firestore_proxy.apparatus import apparatus
from harness.firestore_proxy.deed import Deed
from harness.firestore_proxy.rule import Effect, Rule
from harness.firestore_proxy.rulebook import RuleBook

READ = (Deed("read", "interviews/abc"),)
REFUSED, SLOW = Effect(error="unavailable"), Effect(delay_ms=5)


def book(*rules: Rule) -> RuleBook:
    async def made() -> RuleBook:
        return apparatus().book

    found = asyncio.run(made())
    for it in rules:
        found.install(it)
    return found


def hits(found: RuleBook, count: int) -> list[int]:
    return [len(found.hit_by("GetDocument", READ, "call-1")) for _ in range(count)]


def test_the_first_are_skipped_and_then_so_many_are_hit() -> None:
    found = book(Rule(on="database", effect=REFUSED, after=1, times=2))

    assert hits(found, 5) == [0, 1, 1, 0, 0]
    assert [it["fired"] for it in found.listed()] == [2]


def test_effects_add_up_to_the_first_that_ends_the_call() -> None:
    found = book(
        Rule(on="database", effect=SLOW),
        Rule(on="database", effect=REFUSED),
        Rule(on="database", effect=SLOW),
    )

    assert found.hit_by("GetDocument", READ, "call-1") == [SLOW, REFUSED]
    assert [it["fired"] for it in found.listed()] == [1, 1, 0]


def test_a_rule_of_the_same_id_takes_the_place_of_the_other() -> None:
    found = book(
        Rule(id="a", on="database", effect=SLOW), Rule(id="a", on="database", effect=REFUSED)
    )

    assert found.hit_by("GetDocument", READ, "call-1") == [REFUSED]
    assert found.remove("a")
    assert not found.remove("a")
    assert hits(found, 1) == [0]
