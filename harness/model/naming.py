"""What only a profile can point at, and what is said where it does not.

What is judged may rest on a key of the profile: whether the starting page was shown cannot be told
of an app whose profile says of no page that it is one. `KEYS` are those that a profile may leave
out and something rests on; `a|b` stands for one of both.
"""

from collections.abc import Collection, Iterable

from harness.model.word import ErrorKind

SIGN_IN = "sign_in"
KINDS = "errors.kinds"
KEYS = (
    SIGN_IN,
    "pair_header",
    *("api.create", "api.start", "api.answer", "api.end", "api.auth", "api.telemetry", "api.data"),
    "screens.starting",
    *("paths.dashboards", "buttons.dashboard", "buttons.sign_in"),
    *("telemetry", "telemetry.load", "telemetry.outcome"),
    *("payload.index", "payload.question", "payload.history"),
    "visitors.owner.org",
    *(f"{KINDS}.{it}" for it in ErrorKind),
)
NOBODY_SIGNS_IN = "Nobody signs in on this app: rights and tokens are not judged."


def unjudged(keys: Iterable[str], unnamed: Collection[str]) -> str:
    """Why what rests on these keys is not judged where a profile leaves `unnamed` out, as a
    sentence; '' where it is.
    """
    for key in keys:
        choices = key.split("|")
        if all(it in unnamed for it in choices):
            return _why(choices)
    return ""


def _why(choices: list[str]) -> str:
    if SIGN_IN in choices:
        return NOBODY_SIGNS_IN
    if len(choices) == 1:
        return f"The profile names no '{choices[0]}'; with it, this would be judged."
    named = " nor ".join(f"'{it}'" for it in choices)
    return f"The profile names neither {named}; with one of them, this would be judged."
