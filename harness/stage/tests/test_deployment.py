from collections.abc import Callable, Iterator

import pytest

from harness.errors import BadSetting, NotDeployed, NotTheApp, Protected, TargetUnreachable
from harness.profile.load import load_profile
from harness.stage.deployment import Patience, is_same, refuse_blind, until_deployed
from harness.stage.preflight import Arrival
from harness.stage.tests.rehearsal import profile

SHA = "0123456789abcdef0123456789abcdef01234567"
OTHER = "fedcba9876543210fedcba9876543210fedcba98"


class Hand:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        self.slept.append(seconds)


def looks(*found: Arrival | Exception) -> Callable[[], Arrival]:
    """Finds one after the other, and the last again and again."""
    each: Iterator[Arrival | Exception] = iter(found)

    def look() -> Arrival:
        it = next(each, found[-1])
        if isinstance(it, Exception):
            raise it
        return it

    return look


def wait(
    *found: Arrival | Exception, commit: str = "", limit_s: float = 60
) -> tuple[Arrival, Hand, list[str]]:
    hand, said = Hand(), list[str]()
    patience = Patience(limit_s, lambda: hand.now_s, hand.sleep)
    arrival = until_deployed(looks(*found), commit=commit, patience=patience, tell=said.append)
    return arrival, hand, said


def test_a_deployment_that_is_ready_too_soon_is_looked_at_twice() -> None:
    arrival, hand, said = wait(
        Arrival(SHA, first_ms=900), NotTheApp("404"), Arrival(SHA), Arrival(SHA), commit=SHA
    )

    assert (arrival.build, hand.slept, len(said)) == (SHA, [1], 1)


def test_the_first_answer_is_the_one_whose_time_is_kept() -> None:
    arrival, _, _ = wait(Arrival(SHA, first_ms=900), Arrival(SHA, first_ms=20), commit=SHA)

    assert arrival.first_ms == 900


def test_what_is_gone_for_good_is_not_waited_for() -> None:
    with pytest.raises(NotDeployed, match="deleted"):
        wait(NotDeployed("deleted"), Arrival(SHA), commit=SHA)


def test_what_is_there_is_not_waited_for() -> None:
    arrival, hand, said = wait(Arrival(SHA), commit=SHA)

    assert (arrival.build, hand.slept, said) == (SHA, [], [])


def test_it_waits_until_the_app_answers_and_is_that_commit() -> None:
    arrival, hand, said = wait(
        TargetUnreachable("Nothing answers."),
        NotTheApp("404 DEPLOYMENT_NOT_READY"),
        Arrival(OTHER),
        Arrival(OTHER),
        Arrival(SHA),
        commit=SHA,
    )

    assert arrival.build == SHA
    assert hand.slept == [1, 2, 4, 8]
    assert len(said) == 3, "each reason is said once"
    assert "Nothing answers." in said[0]
    assert OTHER in said[2]


def test_an_alias_that_never_moves_on_is_told_with_both_commits() -> None:
    with pytest.raises(NotTheApp, match=f"{OTHER}.*{SHA} was expected.*Waited for") as caught:
        wait(Arrival(OTHER), commit=SHA)
    assert caught.value.exit_code == 3


def test_an_app_that_names_no_commit_is_not_taken_for_the_right_one() -> None:
    with pytest.raises(NotTheApp, match="names no commit"):
        wait(Arrival(""), commit=SHA)


def test_a_protection_is_not_waited_for() -> None:
    with pytest.raises(Protected, match="login wall"):
        wait(Protected("a login wall"), Arrival(SHA), commit=SHA)


def test_the_patience_is_kept() -> None:
    hand = Hand()
    patience = Patience(30, lambda: hand.now_s, hand.sleep)

    with pytest.raises(TargetUnreachable):
        until_deployed(
            looks(TargetUnreachable("Nothing answers.")),
            commit="",
            patience=patience,
            tell=lambda _: None,
        )
    assert hand.now_s <= 30


def test_without_patience_there_is_one_look() -> None:
    with pytest.raises(NotTheApp, match=r"^404$"):
        wait(NotTheApp("404"), Arrival(SHA), limit_s=0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (SHA, SHA, True),
        (SHA[:7], SHA, True),
        (SHA, SHA[:12].upper(), True),
        (SHA[:6], SHA, False),
        (SHA, "", False),
        (SHA, OTHER, False),
    ],
)
def test_a_commit_may_be_cut_short_but_not_to_nothing(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same


def test_a_commit_that_cannot_be_compared_is_refused() -> None:
    refuse_blind("", profile())
    refuse_blind(SHA, load_profile("mock"))
    with pytest.raises(BadSetting, match=r"health\.commit"):
        refuse_blind(SHA, profile())
    with pytest.raises(BadSetting, match="too short"):
        refuse_blind("0123", load_profile("mock"))
