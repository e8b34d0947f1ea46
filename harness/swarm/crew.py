"""The processes that play an open run: this one alone, or the workers of a Locust master.

What is said between master and workers, on Locust's own protocol, besides pages of what was
measured (`Run.page`):

    ready    worker to master   how many of its users have signed in, or could not
    begin    master to worker   in how many seconds, which worker it is, and the shares
    spread   master to worker   the shares, after somebody is gone or has come
    end      master to worker   it is over
    ended    worker to master   its last page

No time of day is in it: a beginning is told as "in so many seconds", so that clocks may differ.
"""

from typing import Any, Protocol

from harness.swarm.share import Shares
from harness.swarm.shift import Shift

READY = "layerproof-ready"
BEGIN = "layerproof-begin"
SPREAD = "layerproof-spread"
END = "layerproof-end"
ENDED = "layerproof-ended"
HERE = "this process"


class Crew(Protocol):
    """Whoever plays the run; members go by names that stay theirs."""

    def members(self) -> tuple[str, ...]:
        """Who is there now, in an order that stays."""

    def begin(self, member: str, *, in_s: float, me: int, shares: Shares) -> None:
        """Tells one to begin."""

    def spread(self, member: str, shares: Shares) -> None:
        """Tells one of new shares."""

    def end(self, member: str) -> None:
        """Tells one that it is over."""


class Alone:
    """This process, whose own shift is all there is."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift

    def members(self) -> tuple[str, ...]:
        """This one."""
        return (HERE,)

    def begin(self, member: str, *, in_s: float, me: int, shares: Shares) -> None:
        """Begins the shift."""
        del member
        self._shift.begin(in_s=in_s, me=me, shares=shares)

    def spread(self, member: str, shares: Shares) -> None:
        """Nobody else is there who could be gone."""

    def end(self, member: str) -> None:
        """Ends the shift."""
        del member
        self._shift.end()


class Workers:
    """The workers of a master; `runner` is Locust's MasterRunner."""

    def __init__(self, runner: Any) -> None:  # noqa: ANN401 - this file does not import locust
        self._runner = runner

    def members(self) -> tuple[str, ...]:
        """The workers that are there and not missing."""
        clients = self._runner.clients
        return tuple(it.id for it in (*clients.ready, *clients.spawning, *clients.running))

    def begin(self, member: str, *, in_s: float, me: int, shares: Shares) -> None:
        """Tells one to begin."""
        data = {"in_s": in_s, "me": me, "shares": shares.plain()}
        self._runner.send_message(BEGIN, data, client_id=member)

    def spread(self, member: str, shares: Shares) -> None:
        """Tells one of new shares."""
        self._runner.send_message(SPREAD, {"shares": shares.plain()}, client_id=member)

    def end(self, member: str) -> None:
        """Tells one that it is over."""
        self._runner.send_message(END, None, client_id=member)
