"""Errors that a page reported, apart from those that the profile says to ignore."""

import re

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge_reports(journey: Journey, what: str, said: str) -> Ruling:
    """Fails on the first event of that name that is not ignored; `said` begins the sentence."""
    documents = [it for it in journey.named("document") if it.kind is Phase.BEGIN]
    if not documents:
        return not_applicable("No page was opened.")
    found = [it for it in journey.named(what) if not _is_ignored(journey, it)]
    if not found:
        return passed(len(documents))
    return failed(
        f"{said} in {found[0].actor}: {found[0].text('message')[:160]}",
        *(it.seq for it in found),
        examined=len(documents),
    )


def _is_ignored(journey: Journey, event: Event) -> bool:
    patterns = journey.rules.ignored_console
    return any(re.search(it, event.text("message")) for it in patterns)
