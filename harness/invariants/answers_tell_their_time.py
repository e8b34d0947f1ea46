"""The server says where its time went: auth, db, build."""

import re

from harness.invariants.invariant import JourneyInvariant
from harness.judge.session_call import own_answers
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role

PARTS = ("auth", "db", "build")


def judge(journey: Journey) -> Ruling:
    """Fails a GET session answered 200 whose Server-Timing lacks auth, db or build, or a duration
    of one of them.
    """
    answers = [it for it in own_answers(journey) if it.role is Role.SESSION and it.status == 200]
    if not answers:
        return not_applicable("The app itself answered no GET session with 200.")
    for it in answers:
        timing = str(it.headers.get("server-timing") or "")
        lacking = [part for part in PARTS if not _tells(timing, part)]
        if lacking:
            return failed(
                f"{it.url} answered with Server-Timing '{timing}', which lacks "
                f"{', '.join(lacking)}.",
                *it.evidence,
                examined=len(answers),
            )
    return passed(len(answers))


def _tells(timing: str, part: str) -> bool:
    return re.search(rf"(?:^|[\s,]){part}\b[^,]*;\s*dur=\d", timing) is not None


INVARIANT = JourneyInvariant("answers-tell-their-time", "server.timing", judge, by_presence=True)
