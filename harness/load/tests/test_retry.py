import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.load.retry import backoff_ms, retry_after_ms
from harness.model.rules import Rules


@given(st.floats(0, 0.999999))
def test_a_wait_stays_within_a_quarter_of_its_own(chance: float) -> None:
    first = backoff_ms(1, lambda: chance, Rules())
    second = backoff_ms(2, lambda: chance, Rules())

    assert 750 <= first <= 1_250
    assert 1_500 <= second <= 2_500


def test_the_profile_may_wait_otherwise() -> None:
    rules = Rules(attempts=2, waits_ms=(300,), jitter=0)

    assert backoff_ms(1, lambda: 0.9, rules) == 300
    assert backoff_ms(1, lambda: 0.9, Rules(attempts=1, waits_ms=())) == 0


@given(st.text())
def test_no_header_breaks_a_load(text: str) -> None:
    found = retry_after_ms({"retry-after": text, "date": text}, 0)

    assert found is None or found >= 0


@pytest.mark.parametrize("text", ["٣", "1e3", "+4", "Wed, 99 May 2020 10:00:05 GMT"])
def test_what_looks_like_a_wait_and_is_none(text: str) -> None:
    assert retry_after_ms({"retry-after": text}, 0) is None
