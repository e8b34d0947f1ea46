"""What a starter did: the tab it opened, what it asked, where it sent the person."""

from dataclasses import dataclass

from harness.judge.act import asked, is_good, opens, popup_of, sent
from harness.judge.memo import once_a_journey
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.word import Role

CALLS = (Role.CREATE, Role.START)


@dataclass(frozen=True, slots=True)
class Start:
    """A starter's act, as far as it was seen. `opened` is the last `window.open` (a person may have
    tried again); `popup` the tab that it made, '' for none; `send` the event that sent the tab to
    the runner; `due` are the calls that the app has at all.
    """

    tab: str
    opened: Event | None
    popup: str
    creates: tuple[Request, ...]
    starts: tuple[Request, ...]
    send: Event | None
    due: tuple[Role, ...] = (Role.CREATE, Role.START)

    @property
    def calls(self) -> tuple[tuple[Role, tuple[Request, ...]], ...]:
        """The calls that are due, in the order in which they are, each with how it was asked."""
        made = {Role.CREATE: self.creates, Role.START: self.starts}
        return tuple((it, made[it]) for it in self.due)

    @property
    def last(self) -> tuple[Request, ...]:
        """How the last of the calls that are due was asked: what makes the session whole."""
        return self.calls[-1][1] if self.calls else ()

    @property
    def is_blocked(self) -> bool:
        """Whether the browser refused the new tab."""
        return self.opened is not None and self.opened.detail.get("blocked") not in (
            False,
            None,
            "",
        )

    @property
    def failure(self) -> Request | None:
        """The call that failed for good: the last create or start, if it went wrong."""
        calls = [*self.creates[-1:], *self.starts[-1:]]
        return next((it for it in calls if it.end is not None and not is_good(it)), None)


@once_a_journey
def start_of(journey: Journey) -> Start | None:
    """The starter's act; None where the journey has no starter, or nothing was asked by it."""
    tab, send = journey.starter_tab, sent(journey)
    creates = _own(asked(journey, Role.CREATE, tab=tab), send, tab)
    starts = _own(asked(journey, Role.START, tab=tab), send, tab)
    opened = next(reversed(opens(journey)), None)
    if not journey.starter or not (creates or starts or opened):
        return None
    blocked = opened is not None and opened.detail.get("blocked") not in (False, None, "")
    popup = popup_of(journey, opened) if opened and not blocked else ""
    due = tuple(it for it in CALLS if f"api.{it}" not in journey.rules.unnamed)
    return Start(tab, opened, popup, creates, starts, send, due)


def _own(calls: tuple[Request, ...], send: Event | None, tab: str) -> tuple[Request, ...]:
    """The starter's calls: in the tab that becomes the runner, those from before it was sent on;
    what the runner asks for is its own. All of them where it asked for none before.
    """
    if send is None or send.actor != tab:
        return calls
    return tuple(it for it in calls if it.begin.seq < send.seq) or calls
