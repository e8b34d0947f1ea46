"""What a user of the app suffers where a line of the contract is broken, worst first:

1. nothing usable shown, another person's data, answers that are lost
2. an error that is wrong, or leaves the person without a way on
3. requests that are wasted, waits that need not be
4. diagnostics: nobody notices but the team
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

WORST, WRONG_ERROR, WASTED, DIAGNOSTICS = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Suffering:
    """A rank, 1 being the worst, and one sentence for a person who does not know the code."""

    rank: int
    sentence: str


NOTHING = "The person sees no session where there should be one."
OTHERS = "A person can see what belongs to somebody else."
LOST = "Answers that a person gave are lost."
MISLED = "The person is told something that is not true, or does not help."
WASTED_TIME = "The person waits longer than needed, and the server is asked more than needed."
UNSEEN = "Nobody notices but the team: what went wrong cannot be read from the diagnostics."
UNKNOWN = Suffering(DIAGNOSTICS, "What a user suffers from it is not known.")

# Beginning of a line's id; the longest that fits decides.
LINES: Mapping[str, Suffering] = {
    "words": Suffering(WORST, NOTHING),
    "criteria": Suffering(WORST, NOTHING),
    "server.create": Suffering(WORST, "The session that a person starts is never made."),
    "server.create.org.role": Suffering(WORST, "Anybody can act for other people."),
    "server.start": Suffering(WORST, "A session that was started cannot be opened again."),
    "server.start.once": Suffering(WRONG_ERROR, "The person is asked the first question twice."),
    "server.start.again": Suffering(WORST, LOST),
    "server.start.foreign": Suffering(WORST, "A person can overwrite somebody else's session."),
    "server.answer": Suffering(WORST, LOST),
    "server.end": Suffering(WRONG_ERROR, "A session that a person ended goes on as if open."),
    "server.caller": Suffering(WORST, OTHERS),
    "server.document": Suffering(WASTED, "What is kept of a session is not whole."),
    "server.lookup": Suffering(WORST, "The link that a starter opens leads to no session."),
    "server.get": Suffering(
        WORST, "A session that comes from the server is not the one that was started."
    ),
    "server.get.order": Suffering(WRONG_ERROR, MISLED),
    "server.get.status": Suffering(WRONG_ERROR, MISLED),
    "server.get.status.200": Suffering(WORST, NOTHING),
    "server.get.status.401": Suffering(WORST, OTHERS),
    "server.get.status.403": Suffering(WORST, OTHERS),
    "server.get.status.410": Suffering(WRONG_ERROR, "A person is let into a session that is over."),
    "server.get.status.429": Suffering(WASTED, WASTED_TIME),
    "server.get.status.503": Suffering(WASTED, WASTED_TIME),
    "server.error": Suffering(DIAGNOSTICS, UNSEEN),
    "server.error.internals": Suffering(
        WRONG_ERROR, "An error tells strangers how the server works inside."
    ),
    "server.cache": Suffering(WORST, "Somebody else may be given this session from a cache."),
    "server.timing": Suffering(DIAGNOSTICS, UNSEEN),
    "runner.route": Suffering(WORST, "The session's address shows no session."),
    "runner.route.dynamic": Suffering(WORST, "The person may be shown a page of yesterday."),
    "runner.storage": Suffering(WASTED, WASTED_TIME),
    "runner.storage.reader": Suffering(WORST, OTHERS),
    "runner.storage.refused": Suffering(WORST, "The person is shown a session that is wrong."),
    "runner.storage.removed": Suffering(DIAGNOSTICS, "What is no good is kept in the browser."),
    "runner.storage.renewed": Suffering(WORST, LOST),
    "runner.storage.ended": Suffering(
        WRONG_ERROR, "A session that a person ended opens once more."
    ),
    "runner.auth": Suffering(WORST, "A person who is signed in is taken for signed out."),
    "runner.auth.loading": Suffering(WRONG_ERROR, MISLED),
    "runner.server": Suffering(WASTED, WASTED_TIME),
    "runner.server.bearer": Suffering(WORST, "The server refuses people who may see their data."),
    "runner.server.token-home": Suffering(WORST, "A stranger may act in a person's name."),
    "runner.server.validated": Suffering(WORST, NOTHING),
    "runner.server.shown": Suffering(WORST, NOTHING),
    "runner.server.storage-full": Suffering(WORST, NOTHING),
    "runner.error": Suffering(WRONG_ERROR, MISLED),
    "runner.error.text": Suffering(WRONG_ERROR, MISLED),
    "runner.error.buttons": Suffering(WRONG_ERROR, "The person is left without a way on."),
    "runner.error.dashboard": Suffering(WRONG_ERROR, "The way back leads nowhere."),
    "runner.error.retry": Suffering(WRONG_ERROR, "Trying again does not help where it could."),
    "runner.error.sign-in": Suffering(WRONG_ERROR, "Signing in does not lead back."),
    "runner.diagnostic": Suffering(DIAGNOSTICS, UNSEEN),
    "runner.diagnostic.token": Suffering(WORST, "Who reads the log can act in a person's name."),
    "runner.loading": Suffering(WRONG_ERROR, "The person cannot tell what the page waits for."),
    "runner.blank": Suffering(WORST, "The person sees an empty page."),
    "runner.stuck": Suffering(WORST, "The page loads for ever."),
    "runner.stuck.settled": Suffering(WRONG_ERROR, "What is shown changes under the person."),
    "runner.session": Suffering(WORST, "The person is shown a session that is not theirs."),
    "runner.session.question": Suffering(WORST, "The person answers a question nobody asked."),
    "runner.storm": Suffering(WASTED, "The page asks and asks: batteries, bills, limits."),
    "runner.errors": Suffering(DIAGNOSTICS, "The page's own code fails somewhere."),
    "starter": Suffering(WRONG_ERROR, "Starting a session does not go as it should."),
    "starter.open": Suffering(WORST, "Where popups are blocked, nothing opens."),
    "starter.create": Suffering(WORST, "The session that a person starts is never made."),
    "starter.waits": Suffering(WORST, "The tab may open before there is anything to show."),
    "starter.database": Suffering(WORST, "The tab may open before there is anything to show."),
    "starter.storage": Suffering(WASTED, "The tab that opens finds nothing it can use."),
    "starter.storage-failed": Suffering(WORST, NOTHING),
    "starter.read-back": Suffering(WASTED, WASTED_TIME),
    "starter.url": Suffering(DIAGNOSTICS, UNSEEN),
    "starter.failed": Suffering(WRONG_ERROR, "After a failed start the person is left alone."),
    "starter.blocked": Suffering(WORST, "Where popups are blocked, nothing opens."),
    "starter.double-click": Suffering(WRONG_ERROR, "One click too many makes two sessions."),
    "starter.origin": Suffering(WORST, "The tab that opens knows nothing of the person."),
    "scenario": Suffering(WRONG_ERROR, "The app does not do what it should in this situation."),
    "scenario.ready": Suffering(WORST, NOTHING),
    "scenario.status.401": Suffering(WORST, OTHERS),
    "scenario.status.403": Suffering(WORST, OTHERS),
    "scenario.status.410": Suffering(WRONG_ERROR, "A person is let into a session that is over."),
    "telemetry": Suffering(DIAGNOSTICS, UNSEEN),
    "telemetry.anonymous": Suffering(WORST, "Reports tell who the person is."),
}


def suffering_of(line: str) -> Suffering:
    """What a user suffers where the line is broken; `UNKNOWN` for a line that no row fits."""
    return LINES.get(_row(line), UNKNOWN)


def worst_of(lines: Iterable[str]) -> Suffering:
    """The worst of what these lines' breaches bring; the first of them where several are."""
    return min((suffering_of(it) for it in lines), key=lambda it: it.rank, default=UNKNOWN)


@cache
def _row(line: str) -> str:
    fits = (it for it in LINES if line == it or line.startswith(f"{it}."))
    return max(fits, key=len, default="")
