"""The runner of one session, looked at from all sides: without its entry, while its request waits,
and under each breakage of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from harness.init.calls import Asked, session_call
from harness.init.exchange import Exchange
from harness.init.ids import id_in
from harness.init.page import Page
from harness.init.storage import entry_keys
from harness.init.walk import BREAKAGES, Begun, Looker, Runner, Step

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen; `shown` are the texts on the way, `notes` what went otherwise than hoped."""

    id: str
    ready: Page
    asked: tuple[Exchange, ...]
    loading: Page | None
    errors: Mapping[str, Page]
    shown: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """An act on the ready screen: what was done, and what was asked for it."""

    steps: tuple[Step, ...] = ()
    asked: tuple[Exchange, ...] = ()


def look_at(looker: Looker, begun: Begun, say: Say) -> Looked:
    """Opens the session's runner in every way that shows another of its screens."""
    id = id_in(begun.url, [it for it in begun.exchanges if not it.reads], begun.after)
    keys = entry_keys(begun.before, begun.after, id)
    notes = [] if keys else [f"Nothing in storage names the session {id} of {begun.url}."]
    key = keys[0] if keys else ""
    say("opening the session with an empty storage")
    ready, asked = looker.afresh(begun.url, key)
    session = session_call(asked, id)
    if session is None:
        notes.append("With an empty storage, no request gave the session.")
        return Looked(id, ready, tuple(asked), None, {}, (), tuple(notes))
    say("breaking the session's request, one way after the other")
    loading = looker.held(begun.url, key, session)
    looks = looker.broken(begun.url, key, session, BREAKAGES)
    return Looked(
        id,
        ready,
        tuple(asked),
        loading,
        errors={kind: its[-1] for kind, its in looks.items()},
        shown=tuple(it.text for its in looks.values() for it in its),
        notes=tuple(notes),
    )


def runner_of(looked: Looked, begun: Begun, *, uid: str, answer: Tried, end: Tried) -> Runner:
    """The runner as it was looked at, and acted on."""
    return Runner(
        loading=looked.loading,
        ready=looked.ready,
        errors=looked.errors,
        shown=looked.shown,
        exchanges=(*begun.exchanges, *looked.asked),
        uid=uid,
        answer_steps=answer.steps,
        end_steps=end.steps,
        asked=Asked(answer=answer.asked, end=end.asked),
    )
