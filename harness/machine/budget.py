"""The time that a run was given: its caller keeps the clock, and says by a signal when it is over.

A signal of its own, because a run that its budget ended was not interrupted by anybody: what was
not played is UNKNOWN, what was found stays found, and the exit code is that of the verdict. A
signal that comes before anybody listens ends the process, which has recorded nothing then.
"""

import signal
from types import FrameType

OVER = getattr(signal, "SIGUSR1", signal.SIGINT)
BUDGET = "layerproof-budget"


class Budget:
    """Knows whether the time was over before all was played."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._over = False

    @property
    def ended_it(self) -> str:
        """Why the run ended, in a sentence; '' while there is time."""
        return f"The budget of {self._seconds:g} s ran out." if self._over else ""

    def listen(self) -> None:
        """From now on the signal ends the session as Ctrl-C does; asked in the main thread."""
        signal.signal(OVER, self._end)

    def finish(self) -> None:
        """All is played, or given up: what remains to be written is written in peace."""
        signal.signal(OVER, signal.SIG_IGN)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._over = True
        raise KeyboardInterrupt
