"""How long to wait before GitHub is asked again, by what it answered.

From its documentation: `Retry-After` wins; with no calls left, until `x-ratelimit-reset`; a
secondary limit without either, a minute at least, and longer each time. Whatever else it refuses
is not asked again.
"""

import httpx

MINUTE_S = 60.0
LIMITED = (403, 429)


def pause_s(answer: httpx.Response, attempt: int, epoch_s: float) -> float | None:
    """Seconds to wait before attempt number `attempt` + 1; None where asking again is no use."""
    if answer.status_code in LIMITED:
        return _limited(answer, attempt, epoch_s)
    return after_crash_s(attempt) if answer.status_code >= 500 else None


def after_crash_s(attempt: int) -> float:
    """The same where no answer came, or one that the server did not mean: 1 s, 2 s, 4 s, ..."""
    return 2.0 ** (attempt - 1)


def _limited(answer: httpx.Response, attempt: int, epoch_s: float) -> float | None:
    headers = answer.headers
    if (said := headers.get("retry-after", "")).isdigit():
        return float(said)
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(float(reset) - epoch_s, 0.0) + 1.0
    if answer.status_code == 429 or "rate limit" in answer.text.lower():
        return MINUTE_S * 2.0 ** (attempt - 1)
    return None
