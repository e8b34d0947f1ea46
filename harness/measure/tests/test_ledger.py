import pytest

from harness.measure.ledger import Ledger


def test_all_that_is_known_is_accounted_for() -> None:
    it = Ledger(offered=15, done=5, failed=4, not_started=2, cut_off=3, not_begun=2, lost=1)

    assert it.accounted == it.offered


def test_ledgers_add_up() -> None:
    it = Ledger(offered=3, done=3)

    it.merge(Ledger(offered=2, failed=1, lost=1).plain())

    assert it == Ledger(offered=5, done=3, failed=1, lost=1)


def test_numbers_that_are_missing_are_no_ledger() -> None:
    with pytest.raises(KeyError):
        Ledger().merge({"offered": 1})
