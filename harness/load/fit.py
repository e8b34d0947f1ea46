"""Whether what is known of an application is enough to put it under load as it was asked."""

import time

from harness.errors import BadSetting
from harness.load.account import Account
from harness.load.journey import Journey, layers_of
from harness.load.script import Script
from harness.model.word import Layer

_READ_THEIR_WRITE = (Journey.START_THEN_FALLBACK, Journey.RESUME)
_HOW = (
    "`layerproof load --url URL --profile FILE` finds it out with a browser; "
    "or write it into the profile (harness/profile/speech.py)."
)


def refuse_unfit(
    script: Script | None,
    account: Account,
    journey: Journey,
    empty_storage: float,
    *,
    profile: str,
    lasts_s: float = 0.0,
) -> None:
    """Raises BadSetting that names the key of the profile which is missing."""
    if script is None:
        raise BadSetting(
            f"The profile {profile} does not say how a visitor without a browser starts a session: "
            f"it has no [load]. {_HOW}"
        )
    if account.lent is None and script.sign_in is None:
        raise BadSetting(
            f"Nobody knows how users of {profile} sign in: it has no [load.sign_in]. {_HOW}"
        )
    _refuse_without_payload(script, journey, empty_storage, profile)
    if journey is Journey.RESUME and script.answer is None:
        raise BadSetting(
            f"Nobody knows how an answer is handed in at {profile}: it has no [load.answer], and "
            "no page showed one (acts.answer, api.answer). Write it, or choose another --journey."
        )
    _refuse_brief_sign_in(account, lasts_s)


def _refuse_without_payload(
    script: Script, journey: Journey, empty_storage: float, profile: str
) -> None:
    asks_storage = Layer.STORAGE in layers_of(journey, empty_storage)
    if script.payload is None and (asks_storage or journey in _READ_THEIR_WRITE):
        raise BadSetting(
            f"Nobody knows what a starter of {profile} stores: it has no [load.payload], and no "
            f"page stored an entry. The journey '{journey}' needs it; 'fallback' does not."
        )


def _refuse_brief_sign_in(account: Account, lasts_s: float) -> None:
    until_s = account.lent.until_s if account.lent else 0.0
    left_s = until_s - time.time()
    if until_s and left_s < lasts_s:
        raise BadSetting(
            f"The sign-in that a browser made ends in {max(left_s, 0):.0f} s, and the run may last "
            f"{lasts_s:.0f} s. Shorten it, or write [load.sign_in], by which users sign in again."
        )
