import os
import signal
from collections.abc import Iterator

import pytest

from harness.machine.budget import OVER, Budget


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The signal means afterwards what it meant before."""
    before = signal.getsignal(OVER)
    yield
    signal.signal(OVER, before)


def test_the_signal_ends_what_goes_on_and_says_why() -> None:
    budget = Budget(60)
    budget.listen()

    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), OVER)

    assert budget.ended_it == "The budget of 60 s ran out."


def test_what_is_written_at_the_end_is_written_in_peace() -> None:
    budget = Budget(60)
    budget.listen()

    budget.finish()
    os.kill(os.getpid(), OVER)

    assert not budget.ended_it
