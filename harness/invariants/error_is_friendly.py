"""An error says in a sentence what is the matter, and nothing of the program's inside."""

import re

from harness.invariants.invariant import LoadInvariant
from harness.judge.innards import innards_in
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome

FEWEST_WORDS = 4


def judge(trace: Trace) -> Ruling:
    """Fails an error screen without a sentence beside its buttons, or with innards in its text.

    A sentence has at least four words that are no button's label.
    """
    screen = trace.final_screen
    if trace.ended is not Outcome.ERROR or screen is None:
        return not_applicable("The load did not end in an error.")
    inside = innards_in(screen.text("text"))
    if inside:
        return failed(f"The error screen shows {inside}.", screen.seq)
    words = re.findall(r"[^\W\d_]{2,}", _without_buttons(screen))
    if len(words) >= FEWEST_WORDS:
        return passed()
    return failed(
        f"The error screen says only '{' '.join(words)}': no sentence that tells a person what is "
        "the matter.",
        screen.seq,
    )


def _without_buttons(screen: Event) -> str:
    text = " ".join(screen.text("text").split())
    labels = screen.detail.get("buttons")
    for label in labels if isinstance(labels, list | tuple) else ():
        text = text.replace(" ".join(str(label).split()), " ", 1)
    return text


INVARIANT = LoadInvariant("error-is-friendly", "runner.error.text", judge)
