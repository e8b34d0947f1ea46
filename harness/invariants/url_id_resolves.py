"""Whatever id a starter puts in the URL, the server can look it up."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_own_answer, loads_of, sent
from harness.judge.answer import id_in
from harness.judge.own_id import is_answered
from harness.judge.write import writes_in
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a starter that opens the runner with an id that the server does not know.

    It does not know it where it says so (400, 404), and where its database wrote no such document;
    on a target whose database cannot be seen, what create or start answered must hold the id.
    """
    event = sent(journey)
    if not journey.starter or event is None:
        return not_applicable("No starter opened a runner.")
    url_id = id_in(event.text("url"), journey.rules)
    refused = [
        attempt
        for load in loads_of(journey, url_id)
        for attempt in load.attempts
        if attempt.status in (400, 404) and is_own_answer(journey, attempt)
    ]
    if refused:
        return failed(
            f"The starter opened the runner with the id '{url_id}', for which the server answers "
            f"{refused[0].status}.",
            event.seq,
            *refused[0].evidence,
            by_presence=True,
        )
    if journey.sees_backend and journey.rules.document_path:
        return _by_database(journey, event.seq, url_id)
    if is_answered(journey, url_id):
        return passed()
    return unknown(f"Neither create nor start was seen to answer the id '{url_id}'.", event.seq)


def _by_database(journey: Journey, seq: int, url_id: str) -> Ruling:
    ids = {url_id}
    if journey.session and journey.session.url_id == url_id:
        ids.add(journey.session.document_id)
    paths = {journey.rules.document_path.replace("{id}", it) for it in ids}
    written = [it for it in writes_in(journey) if it.text("path") in paths]
    if written:
        return passed()
    known = sorted({it.text("path") for it in writes_in(journey)})
    return failed(
        f"The starter opened the runner with the id '{url_id}', but no document of that id was "
        f"written; written were: {', '.join(known) or 'none'}.",
        seq,
    )


INVARIANT = JourneyInvariant("url-id-resolves", "server.lookup", judge)
