"""When the server layer asks again: the profile's waits, and what the server itself asked for."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from harness.model.rules import Rules


def backoff_ms(attempt: int, random: Callable[[], float], rules: Rules) -> float:
    """The wait after the given attempt (counted from 1), spread so that many do not ask as one.

    `random` gives a number in [0, 1).
    """
    wait = rules.waits_ms[min(attempt, len(rules.waits_ms)) - 1] if rules.waits_ms else 0
    return wait * (1 - rules.jitter + 2 * rules.jitter * random())


def retry_after_ms(headers: Mapping[str, str], wall_ms: float) -> float | None:
    """What `Retry-After` asks for (RFC 9110, 10.2.3), None when it says nothing usable.

    The headers' names are in small letters. A date is measured from the answer's own `Date`,
    because this machine's clock may be wrong; without one from `wall_ms` (epoch milliseconds).
    """
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", asked):
        return float(asked) * 1_000
    until = _epoch_ms(asked) if asked.endswith("GMT") else None
    if until is None:
        return None
    since = _epoch_ms(headers.get("date", ""))
    return max(0.0, until - (wall_ms if since is None else since))


def _epoch_ms(text: str) -> float | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1_000
