"""The words of a report: what a status is called, and the shape that stands beside its colour."""

from dataclasses import dataclass

from harness.model.run import LayerState
from harness.model.word import Outcome, Status


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with its shape (told apart without colour), its tone (a class of the style sheet) and
    what it means.
    """

    word: str
    shape: str
    tone: str
    meaning: str = ""


STATUS = {
    Status.PASS: Sign("PASS", "✓", "good", "it was looked at, and holds"),
    Status.FAIL: Sign("FAIL", "✗", "bad", "it does not hold"),
    Status.UNKNOWN: Sign("UNKNOWN", "?", "unsure", "it could not be found out"),
    Status.SKIP: Sign("SKIP", "–", "off", "the target cannot do what it needs"),
    Status.NA: Sign("n/a", "·", "off", "there was nothing to look at"),
}

LAYER_STATE = {
    LayerState.WORKS: Sign("works", "✓", "good", "this layer supplied the session"),
    LayerState.MASKED: Sign(
        "masked", "◐", "unsure", "this layer never answers, and the other one hides it"
    ),
    LayerState.DEAD: Sign(
        "dead", "✗", "bad", "alone, this layer does not bring the person to the session"
    ),
    LayerState.SEEN: Sign(
        "seen", "◌", "off", "this layer answered, but nobody tried it alone: it is not proved"
    ),
    LayerState.NOT_TESTED: Sign("not tested", "○", "off", "no load showed anything of it"),
}

OUTCOME = {
    Outcome.READY: Sign("ready", "✓", "good"),
    Outcome.ERROR: Sign("error", "!", "unsure"),
    Outcome.STUCK: Sign("stuck", "✗", "bad"),
    Outcome.ABANDONED: Sign("abandoned", "–", "off"),
}

CHANGE = {
    "worse": Sign("worse", "✗", "bad"),
    "better": Sign("better", "✓", "good"),
    "same": Sign("the same", "=", "off"),
    "not-shown": Sign("not shown", "·", "off"),
}

WORST_FIRST = (Status.FAIL, Status.UNKNOWN, Status.SKIP, Status.PASS, Status.NA)
