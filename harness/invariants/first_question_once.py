"""The first question stands once in the history."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.payload import at, history_of
from harness.judge.supply import supplied
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a payload whose history holds its first question never, or twice."""
    rules = journey.rules
    payloads = supplied(journey)
    if not payloads or not (rules.payload_question and rules.payload_history):
        return not_applicable("No payload with a history was seen.")
    for it in payloads:
        question = _plain(str(at(it.payload, rules.payload_question)))
        texts = [_plain(text) for text in history_of(it.payload, rules)]
        count = sum(1 for text in texts if text == question)
        if count != 1:
            return failed(
                f"The first question stands once in '{rules.payload_history}'; in {it.place} it "
                f"stands {count} times among {len(texts)} turns.",
                it.seq,
                examined=len(payloads),
            )
    return passed(len(payloads))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


INVARIANT = JourneyInvariant(
    "first-question-once",
    "server.start.once",
    judge,
    by_presence=True,
    keys=("payload.question", "payload.history"),
)
