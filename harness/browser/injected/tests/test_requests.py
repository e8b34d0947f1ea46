import threading
from collections.abc import Callable
from typing import Any

import pytest

from harness.browser.tests.site import Handler, Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

BODIES = {"body_patterns": ("^GET .*/api/", "^POST .*/api/")}


def scripted(probed: Probed) -> list[dict[str, Any]]:
    """The messages about requests of scripts: kind and detail in one."""
    told = [
        {"kind": it["kind"], **it["detail"]} for it in probed.messages if it["what"] == "request"
    ]
    ours = {it["id"] for it in told if it.get("initiator") in ("fetch", "xhr", "beacon")}
    return [it for it in told if it["id"] in ours]


def test_a_fetch_is_told_with_token_body_and_headers(probed: Make, site: Site) -> None:
    site.answers["/api/x"] = lambda it: it.answer(404, '{"code":"none"}', X_Request_Id="r1")
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    page.evaluate(
        "fetch('/api/x?a=1',"
        " {method: 'post', headers: {Authorization: 'Bearer t'}, body: '{\"b\":1}'})"
    )

    begin, ok = scripted(room)
    assert begin["kind"] == "begin"
    assert (begin["method"], begin["url"]) == ("POST", f"{site.origin}/api/x?a=1")
    assert (begin["initiator"], begin["authorization"], begin["sent"]) == (
        "fetch",
        "Bearer t",
        '{"b":1}',
    )
    assert (ok["kind"], ok["id"], ok["status"]) == ("ok", begin["id"], 404)
    assert (ok["body"], ok["headers"]["x-request-id"]) == ('{"code":"none"}', "r1")


def test_requests_made_in_every_other_way_are_told(probed: Make, site: Site) -> None:
    site.answers["/api/x"] = lambda it: it.answer(200, '"answer"')
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    read = page.evaluate(
        """async () => {
          const init = {method: 'POST', headers: {authorization: 'A'}, body: 'made'};
          const made = new Request('/api/x', init);
          const first = await (await fetch(made)).json();
          const second = await new Promise((resolve) => {
            const xhr = new XMLHttpRequest();
            xhr.onload = () => resolve(JSON.parse(xhr.responseText));
            xhr.open('get', '/api/x');
            xhr.setRequestHeader('authorization', 'B');
            xhr.send();
          });
          const queued = navigator.sendBeacon('/api/x', new Blob(['be', 'acon']));
          const kept = made instanceof Request && new Blob([]).constructor === Blob;
          return [first, second, queued, kept];
        }"""
    )

    assert read == ["answer", "answer", True, True]
    begun = [it for it in scripted(room) if it["kind"] == "begin"]
    assert [(it["initiator"], it["authorization"], it.get("sent")) for it in begun] == [
        ("fetch", "A", "made"),
        ("xhr", "B", None),
        ("beacon", "", "beacon"),
    ]
    ended = [it for it in scripted(room) if it["kind"] == "ok"]
    assert [it.get("body") for it in ended] == ['"answer"', '"answer"', None]


@pytest.mark.parametrize(
    "ask",
    [
        "fetch('/api/x').then((it) => it.text()).then(() => console.log('acted'))",
        "fetch('/api/x').then((it) => console.log('acted'))",
        "new Promise((done) => { const it = new XMLHttpRequest(); it.onreadystatechange = () => {"
        " if (it.readyState === 4) { console.log('acted'); done() } };"
        " it.open('GET', '/api/x'); it.send() })",
    ],
)
def test_no_page_acts_on_an_answer_before_it_is_told(probed: Make, site: Site, ask: str) -> None:
    site.answers["/api/x"] = lambda it: it.answer(200, "x" * 50_000)
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    page.evaluate(ask)

    room.await_message(page, "console", text="acted")
    order = [
        f"{it['what']} {it['kind']}" for it in room.messages if it["what"] in ("request", "console")
    ]
    assert order.index("request ok") < order.index("console info")


def test_failures_and_aborts_are_told_apart(probed: Make, site: Site) -> None:
    gone = threading.Event()

    def cut(it: Handler) -> None:
        it.close_connection = True
        it.connection.close()

    def hang(_: Handler) -> None:
        gone.wait(10)

    site.answers |= {"/api/cut": cut, "/api/hang": hang}
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    names = page.evaluate(
        """async () => {
          const name = (it) => it.then(() => '', (error) => error.name);
          const stop = new AbortController();
          const aborted = name(fetch('/api/hang', {signal: stop.signal}));
          stop.abort();
          const late = name(fetch('/api/hang', {signal: AbortSignal.timeout(30)}));
          const xhr = new XMLHttpRequest();
          xhr.open('GET', '/api/hang'); xhr.send(); xhr.abort();
          return [await name(fetch('/api/cut')), await aborted, await late];
        }"""
    )
    gone.set()

    assert names == ["TypeError", "AbortError", "TimeoutError"]
    failed = sorted(
        (it["reason"].split(":")[0], it["aborted"]) for it in scripted(room) if it["kind"] == "fail"
    )
    assert failed == [
        ("AbortError", True),
        ("AbortError", True),
        ("TimeoutError", True),
        ("TypeError", False),
    ]


def test_a_body_that_never_ends_holds_nothing_back_for_long(probed: Make, site: Site) -> None:
    gone = threading.Event()

    def stall(it: Handler) -> None:
        it.send_response(200)
        it.send_header("Content-Length", "100")
        it.end_headers()
        it.wfile.write(b"begun")
        it.wfile.flush()
        gone.wait(10)
        it.close_connection = True

    site.answers["/api/x"] = stall
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    status = page.evaluate("fetch('/api/x').then((it) => it.status)")
    gone.set()

    assert status == 200
    assert scripted(room)[1]["kind"] == "ok"
    assert "body" not in scripted(room)[1]


def test_streams_and_wrong_calls_stay_as_they_were(probed: Make, site: Site) -> None:
    site.answers["/api/x"] = lambda it: it.answer(200, "chunk")
    room = probed(**BODIES)
    page = room.open(site.page("/", "hello"))

    found = page.evaluate(
        """async () => {
          const reader = (await fetch('/api/x')).body.getReader();
          const text = new TextDecoder().decode((await reader.read()).value);
          const wrong = await fetch('http://').then(() => '', (error) => error.name);
          return [text, wrong, fetch.name, fetch.length >= 0];
        }"""
    )

    assert found == ["chunk", "TypeError", "fetch", True]
