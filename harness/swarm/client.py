"""How a virtual user sends a call: Locust's fast client, which also records it in Locust's tables.

Every status is an answer, because each call says which one is a failure. Redirects are not
followed: they could lead to a host that nobody allowed, and the contract has none.
"""

from typing import Any

import gevent
from locust.contrib.fasthttp import FastHttpSession, LocustUserAgent

from harness.load.call import Call
from harness.load.world import Answer, NoAnswer, TimedOut
from harness.swarm.clock import GeventClock

_CLOCK = GeventClock()


def any_status(agent: LocustUserAgent) -> LocustUserAgent:
    """The agent, which now takes every status as an answer, and every redirect."""
    found: Any = agent  # these are class variables, which Locust itself sets on instances
    found.redirect_response_codes = frozenset()
    found.valid_response_codes = frozenset(range(100, 600))
    return agent


def send(session: FastHttpSession, call: Call) -> Answer:
    """Sends one call within its time and has Locust record it; raises NoAnswer, TimedOut."""
    began_ms = _CLOCK.now_ms()
    with (
        gevent.Timeout(max(call.timeout_ms, 1) / 1_000),
        session.request(
            call.method,
            call.path,
            name=call.name,
            json=call.body,
            headers=_headers(call),
            catch_response=True,
        ) as response,
    ):
        error = response.request_meta["exception"]
        if error is None:
            answer = _answer(response)
            _settle(response, call.wrong(answer))
            return answer
        late = _CLOCK.now_ms() - began_ms >= 0.99 * call.timeout_ms
        why = "timeout" if late else f"no answer ({type(error).__name__})"
        response.failure(why)
    raise TimedOut(why) if late else NoAnswer(why)


def _headers(call: Call) -> dict[str, str]:
    accept = {"accept": "application/json" if call.token or call.body else "text/html"}
    return {**accept, "authorization": f"Bearer {call.token}"} if call.token else accept


def _answer(response: Any) -> Answer:  # noqa: ANN401 - Locust's response, untyped in parts
    headers = dict(response.headers.iterlower())
    body = (response.content or b"").decode("utf-8", errors="replace")
    return Answer(response.status_code, headers, body.removeprefix("\ufeff"))


def _settle(response: Any, wrong: str) -> None:  # noqa: ANN401 - Locust's response
    if wrong:
        response.failure(wrong)
    else:
        response.success()
