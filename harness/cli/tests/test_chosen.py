import pytest

from harness.cli.chosen import refuse_nameless
from harness.cli.pytest_call import scenarios
from harness.errors import UsageError
from harness.profile.load import load_profile

MOCK = load_profile("mock")


@pytest.mark.parametrize(
    "word",
    [
        "new_tab",
        "test_new_tab.py",
        "stored session needs",
        "Student",
        "storage-empty",
        "offline",
        "separate-context",
        "test_new_tab.py::test_back_leads",
        "test_each_starter_opens_its_own_kind_of_tab[student-dashboard]",
        "300ms",
    ],
)
def test_a_word_that_may_be_in_a_name_goes_on_to_who_knows(word: str) -> None:
    refuse_nameless([word], ["latency:300ms"], MOCK, scenarios())


def test_one_word_of_several_is_enough() -> None:
    refuse_nameless(["zzz", "new_tab"], [], MOCK, scenarios())


def test_a_word_that_is_in_no_name_is_refused() -> None:
    with pytest.raises(UsageError, match=r"No scenario matches --only 'zzz'\. List them"):
        refuse_nameless(["zzz"], [], MOCK, scenarios())


def test_a_word_that_is_nearly_a_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"Did you mean 'test_new_tab\.py'"):
        refuse_nameless(["test_new_tap.py"], [], MOCK, scenarios())
