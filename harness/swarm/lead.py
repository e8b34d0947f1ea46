"""Who leads an open run: has everybody begin at once, sees who is gone, and knows when it is over.

all users settled ─▶ begin ─▶ looks four times a second: who is gone? who has come? is there a
                              reason to end? ─▶ all have ended ─▶ over
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from harness.measure.ledger import Ledger
from harness.pace.plan import Plan
from harness.swarm.arrivals import Clock
from harness.swarm.crew import Crew
from harness.swarm.share import Shares

# A second for the word to arrive everywhere; users wait for it, signed in.
BEGINS_IN_S = 1.0
SIGN_IN_S = 60.0
# What is a worker's that is gone goes to others from so much later on, so that they know in time.
NOTICE_S = 2.0
# Who comes later begins once no more of its users have settled for so many looks.
_RESTS = 4
# How long the last pages may take after the grace is over, and after it was ended by hand.
LAST_PAGES_S = 10.0
_LOOKS_S = 0.25


@dataclass(slots=True)
class Member:
    """One of the crew: how many users it has ready, and what it has told of its arrivals."""

    settled: int = 0
    ledger: Ledger = field(default_factory=Ledger)
    has_ended: bool = False
    is_gone: bool = False
    rests: int = 0


class Lead:
    """The run as its leader sees it.

    `reason` is asked for a reason to end the run before its time, at so many seconds of it; `tell`
    hears of every look. `gone` says from which number on a member's arrivals went to others, and
    `lost` adds up, when it is over, what was theirs before, and of which nobody knows what became.
    """

    def __init__(
        self,
        plan: Plan,
        crew: Crew,
        clock: Clock,
        *,
        users: int,
        reason: Callable[[float], str],
        tell: Callable[[], None],
    ) -> None:
        self.plan = plan
        self._crew = crew
        self._clock = clock
        self._users = users
        self._reason = reason
        self._tell = tell
        self._ahead, self._behind = _counted(plan), _counted(plan)
        self.members: dict[str, Member] = {}
        self._waiting: dict[str, Member] = {}
        self.shares = Shares()
        self.begins_s = float("inf")
        self.ended_s: float | None = None
        self.why = ""
        self.lost = Ledger()
        self.gone: dict[str, int] = {}
        self.is_over = False

    def at_s(self) -> float:
        """The time since the beginning, negative before it, and no more than until the end."""
        if self.ended_s is not None:
            return self.ended_s
        return self._clock.now_s() - self.begins_s

    def settled(self, member: str, count: int) -> None:
        """So many users of that member are ready, or could not sign in."""
        if known := self._known(member):
            known.settled = count
            known.rests = 0

    def heard(self, member: str, ledger: Mapping[str, int]) -> bool:
        """What a member has told of its arrivals since it told last; False where it is taken for
        gone, so that its arrivals are counted as lost already, and for one that came too late.
        """
        known = self._known(member)
        if known is None or known.is_gone:
            return False
        if member in self._waiting and any(ledger.values()):
            return False
        known.ledger.merge(ledger)
        return True

    def ended(self, member: str) -> None:
        """A member has ended, and told all."""
        if known := self._known(member):
            known.has_ended = True

    def run(self) -> None:
        """Leads the run to its end."""
        self._gather()
        self._begin()
        until_s = self.begins_s + self.plan.rate.lasts_s + self.plan.grace_s + LAST_PAGES_S
        while not self._all_ended() and self._clock.now_s() < until_s:
            self._clock.sleep_s(_LOOKS_S)
            self._look()
        self._over()

    def end(self, why: str) -> None:
        """Ends it before its time; returns when everybody has told all, or takes too long."""
        if self.is_over:
            return
        self._end(why)
        until_s = self._clock.now_s() + LAST_PAGES_S
        while not self._all_ended() and self._clock.now_s() < until_s:
            self._clock.sleep_s(_LOOKS_S / 5)
        self._over()

    def _gather(self) -> None:
        until_s = self._clock.now_s() + SIGN_IN_S
        while not self.why and self._clock.now_s() < until_s:
            for it in self._crew.members():
                self._known(it)
            if self.members and sum(it.settled for it in self.members.values()) >= self._users:
                break
            self._tell()
            self._clock.sleep_s(_LOOKS_S / 5)

    def _begin(self) -> None:
        there = [it for it in self.members if it in self._crew.members()]
        self._waiting = {it: its for it, its in self.members.items() if it not in there}
        self.members = {it: self.members[it] for it in there}
        self.shares = Shares(max(len(there), 1))
        self.begins_s = self._clock.now_s() + BEGINS_IN_S
        for number, it in enumerate(self.members):
            self._crew.begin(it, in_s=BEGINS_IN_S, me=number, shares=self.shares)

    def _look(self) -> None:
        there = self._crew.members()
        for name, it in self.members.items():
            if name not in there and not it.is_gone and not it.has_ended:
                self._is_gone(name)
        self._let_in(there)
        if not self.why and self.at_s() > 0 and (why := self._reason(self.at_s())):
            self._end(why)
        self._tell()

    def _let_in(self, there: tuple[str, ...]) -> None:
        """Gives a share to whoever came after the beginning, once their users are ready."""
        for name, it in list(self._waiting.items()):
            it.rests += 1
            is_ready = it.settled and it.rests > _RESTS and not it.has_ended
            if name in there and is_ready and not self.why:
                self._has_come(name)

    def _has_come(self, name: str) -> None:
        """From a number ahead on, a part of everybody's numbers is theirs."""
        since = self._ahead(self.at_s() + NOTICE_S)
        self.shares = self.shares.joined(since)
        for other, it in self.members.items():
            if not it.is_gone and not it.has_ended:
                self._crew.spread(other, self.shares)
        self.members[name] = self._waiting.pop(name)
        in_s = self.begins_s - self._clock.now_s()
        self._crew.begin(name, in_s=in_s, me=len(self.members) - 1, shares=self.shares)

    def _is_gone(self, name: str) -> None:
        """Its numbers from a moment on go to others."""
        since = self._ahead(self.at_s() + NOTICE_S)
        self.members[name].is_gone = True
        self.gone[name] = since
        self.shares = self.shares.without(list(self.members).index(name), since)
        for other, it in self.members.items():
            if not it.is_gone and not it.has_ended:
                self._crew.spread(other, self.shares)
        self._crew.end(name)

    def _end(self, why: str) -> None:
        self.why = why
        self.ended_s = min(max(self.at_s(), 0.0), self.plan.rate.lasts_s)
        for name, it in self.members.items():
            if not it.is_gone:
                self._crew.end(name)

    def _over(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        if self.ended_s is None:
            self.ended_s = self.plan.rate.lasts_s
        come = self._behind(self.ended_s)
        for worker, (name, it) in enumerate(self.members.items()):
            if it.is_gone or not it.has_ended:
                it.is_gone = True
                since = min(self.gone.setdefault(name, come), come)
                self._lose(it.ledger, self.shares.count(worker, since))
        self._tell()

    def _lose(self, told: Ledger, owned: int) -> None:
        self.lost.offered += owned - told.offered
        self.lost.lost += owned - told.accounted

    def _all_ended(self) -> bool:
        return all(it.has_ended or it.is_gone for it in self.members.values())

    def _known(self, member: str) -> Member | None:
        """Who that is; one that came when the shares were given out already waits for one; None
        after the end.
        """
        if self.begins_s == float("inf"):
            return self.members.setdefault(member, Member())
        if self.is_over or member in self.members:
            return self.members.get(member)
        return self._waiting.setdefault(member, Member())


def _counted(plan: Plan) -> Callable[[float], int]:
    """How many arrivals have come by a moment; to be asked for later and later moments only."""
    moments: Iterator[float] = plan.rate.moments(plan.chance)
    passed, after = 0, next(moments, None)

    def until(at_s: float) -> int:
        nonlocal passed, after
        while after is not None and after < at_s:
            passed, after = passed + 1, next(moments, None)
        return passed

    return until
