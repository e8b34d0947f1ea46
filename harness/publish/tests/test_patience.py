import httpx
import pytest

from harness.publish.patience import pause_s


def answer(status: int, text: str = "", **headers: str) -> httpx.Response:
    return httpx.Response(
        status, text=text, headers={name.replace("_", "-"): it for name, it in headers.items()}
    )


NONE_LEFT = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1060"}


@pytest.mark.parametrize(
    ("reply", "attempt", "wait"),
    [
        (answer(403, retry_after="9", **NONE_LEFT), 1, 9.0),
        (answer(429, **NONE_LEFT), 1, 61.0),
        (answer(403, x_ratelimit_remaining="0", x_ratelimit_reset="900"), 1, 1.0),
        (answer(403, "You have exceeded a secondary rate limit"), 1, 60.0),
        (answer(403, "You have exceeded a secondary rate limit"), 2, 120.0),
        (answer(429, retry_after="soon"), 3, 240.0),
        (answer(403, "Resource not accessible by integration"), 1, None),
        (answer(403, x_ratelimit_remaining="4999", x_ratelimit_reset="1060"), 1, None),
        (answer(503), 3, 4.0),
        (answer(404), 1, None),
        (answer(422), 1, None),
    ],
)
def test_how_long_is_waited(reply: httpx.Response, attempt: int, wait: float | None) -> None:
    assert pause_s(reply, attempt, 1_000.0) == wait
