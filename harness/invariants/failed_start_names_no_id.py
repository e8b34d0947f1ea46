"""A start that failed names no id: what cannot be given back was never created."""

from collections.abc import Iterator, Mapping

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import asked, is_good
from harness.judge.payload import at
from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Role

IDS = ("id", "interviewId", "firestoreInterviewId", "sessionId")


def judge(journey: Journey) -> Ruling:
    """Fails an error answer to start whose body holds a session's id, by its name or its value."""
    calls = [it for it in asked(journey, Role.START) if it.status is not None and not is_good(it)]
    if not calls:
        return not_applicable("No start failed.")
    known = journey.session.ids if journey.session else frozenset()
    fields = (*IDS, *journey.rules.id_fields)
    for it in calls:
        if it.end is None or "body" not in it.end.detail:
            return unknown(f"The body of {it.url} was not captured.", *it.evidence)
        sent = {str(value) for value in _values(it.begin.detail.get("sent"), fields)}
        named = [str(value) for value in _values(it.body, fields)]
        named += [text for text in _texts(it.body) if text in known | sent]
        if named:
            return failed(
                f"start was answered {it.status}, yet its body names the id '{named[0]}'.",
                *it.evidence,
            )
    return passed(len(calls))


def _values(body: Json, names: tuple[str, ...]) -> list[Json]:
    found = [at(body, name) for name in names]
    return [it for it in found if isinstance(it, str) and it]


def _texts(body: Json) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, list | tuple):
        for it in body:
            yield from _texts(it)
    elif isinstance(body, Mapping):
        for it in body.values():
            yield from _texts(it)


INVARIANT = JourneyInvariant(
    "failed-start-names-no-id", "server.start.failed", judge, keys=("api.start",)
)
