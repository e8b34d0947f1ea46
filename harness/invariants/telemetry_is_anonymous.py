"""A telemetry message holds no id of a person, no token, no content."""

import json
import re

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import url_id_of
from harness.judge.beacon import beacons
from harness.judge.innards import token_in
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(trace: Trace) -> Ruling:
    """Fails a message in which the visitor's or the owner's uid, the session's id, its nonce or
    question, or a token stands.
    """
    sent = beacons(trace)
    if not sent:
        return not_applicable("Nothing was reported.")
    secrets = _secrets(trace)
    for it in sent:
        raw = json.dumps(it.message, ensure_ascii=False)
        text = f"{raw} {it.request.url}".casefold()
        found = [name for name, value in secrets.items() if value and _stands_in(value, text)]
        if token_in(text) or found:
            return failed(
                f"The telemetry message holds {found[0] if found else 'a token'}.",
                *it.request.evidence,
                examined=len(sent),
            )
    return passed(len(sent))


def _stands_in(value: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", text) is not None


def _secrets(trace: Trace) -> dict[str, str]:
    session = trace.session
    return {
        "the visitor's uid": trace.visitor.uid,
        "the owner's uid": session.owner.uid if session else "",
        "the session's id": url_id_of(trace),
        "what the session shows": session.nonce if session else "",
        "a question": session.question if session else "",
    }


INVARIANT = LoadInvariant(
    "telemetry-is-anonymous",
    "telemetry.anonymous",
    judge,
    by_presence=True,
    keys=("api.telemetry",),
)
