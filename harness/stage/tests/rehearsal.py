"""A small app of another make than the mock: other words, paths, ids, keys and payloads.

    id in the address   slug, in the query      /live?room={slug}
    id in the key       ref                     rr/{ref}
    id of the document  doc                     POST /v2/rooms/{doc}/begin
    session API         takes the slug, answers {"data": payload}

It has starters on one page (same tab, a blank tab that is sent on later, a tab opened after awaits,
a link, another page within the same document), and lets in whoever has its token in localStorage,
or in Firebase's record. As an open house it lets in anybody, and has starters with one call only,
one of which opens another id.
"""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from harness.profile.load import parse_profile
from harness.profile.profile import Profile

TOKEN = ".".join(
    base64.urlsafe_b64encode(json.dumps(it).encode()).decode().rstrip("=")
    for it in ({"alg": "none"}, {"sub": "u-ada"}, {})
)

SCRIPT = """
const fromDatabase = () => new Promise((done) => {
  const asked = indexedDB.open('firebaseLocalStorageDb');
  asked.onsuccess = () => {
    const db = asked.result;
    if (!db.objectStoreNames.contains('firebaseLocalStorage')) { db.close(); return done(''); }
    const store = db.transaction('firebaseLocalStorage').objectStore('firebaseLocalStorage');
    const all = store.getAll();
    all.onsuccess = () => {
      db.close();
      done(all.result[0]?.value.stsTokenManager.accessToken ?? '');
    };
  };
  asked.onerror = () => done('');
});
const record = 'firebase:authUser:key:[DEFAULT]';
const fromRecord = () =>
  JSON.parse(localStorage.getItem(record) ?? 'null')?.stsTokenManager.accessToken;
const token = async () => localStorage.getItem('rr:token') || fromRecord() || await fromDatabase();
const show = (html) => { document.body.insertAdjacentHTML('beforeend', html); };
const call = async (method, path) => {
  const bearer = await token();
  const headers = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const answer = await fetch(path, { method, headers });
  return { status: answer.status, data: (await answer.json()).data };
};
async function begin() {
  const { data: room } = await call('POST', '/v2/rooms');
  const { data: body } = await call('POST', `/v2/rooms/${room.doc}/begin`);
  localStorage.setItem(`rr/${room.ref}`, JSON.stringify({ v: 1, body }));
  localStorage.getItem(`rr/${room.ref}`);
  return `/live?from=lobby&room=${room.slug}`;
}
async function play() {
  const { data: body } = await call('POST', '/v2/plays');
  localStorage.setItem(`rr/${body.ref}`, JSON.stringify({ v: 1, body }));
  localStorage.getItem(`rr/${body.ref}`);
  return `/live?room=${body.room}`;
}
async function later(rest) {
  const w = open('about:blank');
  w.location.replace(`${await play()}${rest}`);
}
const stored = (slug) => Object.keys(localStorage).filter((it) => it.startsWith('rr/'))
  .map((it) => JSON.parse(localStorage.getItem(it)).body).find((it) => it.room === slug);
async function live() {
  const slug = new URLSearchParams(location.search).get('room');
  let body = stored(slug);
  if (!body) {
    const answer = await call('GET', `/v2/live/${slug}`);
    if (answer.status !== 200) {
      const why = answer.status === 404 ? 'No such room' : 'Not yours';
      document.querySelector('h1').textContent = why;
      const words = ['Once more', 'Back to the lobby', 'Come in'];
      for (const it of words) show(`<button onclick="went('${it}')">${it}</button>`);
      return;
    }
    body = answer.data;
    localStorage.setItem(`rr/${body.ref}`, JSON.stringify({ v: 1, body }));
  }
  document.querySelector('h1').textContent = 'Curtain up';
  show(`<p>${body.person}: ${body.ask.words}</p>`);
}
async function routed() {
  history.pushState({}, '', await begin());
  document.body.innerHTML = '<h1>Wait a moment</h1>';
  await live();
  history.replaceState({}, '', location.href.replace('from=lobby&', ''));
}
function went(words) {
  if (words !== 'Back to the lobby') return;
  history.pushState({}, '', '/lobby');
  document.body.innerHTML = '<h1>Lobby</h1>';
}
"""

LOBBY = """
<h1>Lobby</h1>
<script>
token().then((it) => { if (it) show('<p>Signed in</p>'); else show('<p>Please come in</p>'); });
const starts = {
  'Here': async () => location.assign(await begin()),
  'Blank first': async () => { const w = open('about:blank'); w.location.replace(await begin()); },
  'Opened later': async () => { open(await begin()); },
  'One call': () => later('&from=one'),
  'Slip': () => later('9&from=slip'),
  'Routed': routed,
};
for (const [words, act] of Object.entries(starts)) {
  const button = document.createElement('button');
  button.textContent = words;
  button.onclick = act;
  document.body.append(button);
}
show('<a href="/go" target="_blank">By a link</a>');
</script>"""

LIVE = "<h1>Wait a moment</h1><script>live();</script>"

PAGES = {
    "/enter": """<label>Who <input id="who"></label><label>Secret <input id="secret"></label>
<button onclick="fetch('/v2/enter', {method: 'POST', body: secret.value}).then(async (it) => {
  if (it.ok) {
    localStorage.setItem('rr:token', (await it.json()).data);
    location = '/lobby';
  } else show('<p>Wrong secret</p>'); })">Come in</button>""",
    "/take": """<script>
localStorage.setItem('rr:token', new URLSearchParams(location.search).get('token'));
show('<p>Signed in</p>');</script>""",
    "/go": "<script>begin().then((it) => location.replace(it));</script>",
    "/lobby": LOBBY,
    "/live": LIVE,
}

PROFILE = """
version = 1
name = "rehearsal"
deadline_ms = 8_000
deadlines = { signs_in_ms = 3_000, starts_ms = 4_000, step_ms = 3_000 }

[paths]
runner = "/live?room={id}"
sign_in = "/enter"
dashboards = { actor = "/lobby" }
home = "/lobby"

[sign_in.way]
%(way)s

[visitors.owner]
role = "actor"
sign_in = "way"
values = { name = "Ada", email = "ada@x.test", password = "right" }

[access]
may_read = ["owner"]

%(starters)s

[storage]
entry = "rr/{id}"
key_id = "own"
payload = "body"
auth = ["rr:token"]
fixed = { v = 1 }

[ids]
pattern = "s-[0-9]+"
unknown = "s-0"
document = { answer = "create", field = "data.doc" }
entry = { payload = "ref" }
session = "url"

[api]
session = "GET /v2/live/{id}"
create = "POST /v2/rooms"
start = "POST /v2/rooms/{id}/begin"
auth = "POST /v2/enter"

[payload]
id = "room"
required = ["room", "ref", "person", "ask"]
nonce = "person"
question = "ask.words"
answer = "data"
ignore = [{ field = "served", reason = "counts how often it was asked for" }]

[screens]
loading = { any = [{ text = "Wait a moment" }] }
ready = { any = [{ text = "Stand by" }, { text = "Curtain up" }] }
error = { any = [{ role = "button", name = "Once more" }] }

[errors.kinds]
not-found = { any = [{ text = "No such room" }] }
signed-out = { any = [{ text = "Not yours" }] }

[buttons]
retry = { role = "button", name = "Once more" }
dashboard = { role = "button", name = "Back to the lobby" }
sign_in = { role = "button", name = "Come in" }
"""

BY_FORM = """by = "form"
steps = [
  { fill = { label = "Who" }, value = "{email}" },
  { fill = { label = "Secret" }, value = "{password}" },
  { click = { role = "button", name = "Come in" } },
]
done = { any = [{ text = "Signed in" }] }"""

STARTERS = {
    "here": ("button", "Here", "same-tab"),
    "blank": ("button", "Blank first", "new-tab"),
    "later": ("button", "Opened later", "new-tab"),
    "link": ("link", "By a link", "new-tab"),
}
ROUTED = {"routed": ("button", "Routed", "same-tab")}
ONE_CALL = {"one": ("button", "One call", "new-tab"), "slip": ("button", "Slip", "new-tab")}


def profile_text(way: str = BY_FORM, *, starters: tuple[str, ...] = tuple(STARTERS)) -> str:
    """The profile in TOML, with this way to sign in and these starters, in this order."""
    tables = [
        f'[starters.{name}]\nvisitor = "owner"\npath = "/lobby"\nopens = "{opens}"\n'
        f'steps = [{{ click = {{ role = "{role}", name = "{words}" }} }}]'
        for name, (role, words, opens) in (
            (it, (STARTERS | ROUTED | ONE_CALL)[it]) for it in starters
        )
    ]
    return PROFILE % {"way": way, "starters": "\n".join(tables)}


def open_house(*starters: str) -> str:
    """The profile in TOML of the house that is open to anybody, with starters of one call."""
    text = profile_text('by = "none"', starters=starters)
    left_out = ('start = "POST /v2/rooms/{id}/begin"\n', 'auth = "POST /v2/enter"\n')
    for line in left_out:
        text = text.replace(line, "")
    return text.replace('"POST /v2/rooms"', '"POST /v2/plays"')


def profile(way: str = BY_FORM, *, starters: tuple[str, ...] = tuple(STARTERS)) -> Profile:
    """The same, read."""
    return parse_profile(profile_text(way, starters=starters), source="rehearsal.toml")


@dataclass
class Rehearsal:
    """Where it is, and what it was asked, as `METHOD path`."""

    origin: str
    asked: list[str] = field(default_factory=list)
    agents: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, dict[str, Any]] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    last: str = ""
    is_down: bool = False
    is_open: bool = False

    def answer(self, method: str, path: str, body: str, signed_in: bool) -> tuple[int, Any]:
        """The status, and the JSON's `data`; a text is a page."""
        self.asked.append(f"{method} {path}")
        self.is_down = self.is_down or (self.asked[-1] == self.last and len(self.rooms) > 0)
        if path in self.dead:
            return 200, "<h1>Nothing happens here</h1>"
        if path in PAGES:
            return 200, PAGES[path]
        if path == "/v2/enter":
            return (200, {"data": TOKEN}) if body == "right" else (403, {})
        if not path.startswith("/v2/"):
            return 404, "<h1>Not found</h1>"
        if not (signed_in or self.is_open):
            return 401, {}
        return self._api(method, path)

    def _api(self, method: str, path: str) -> tuple[int, Any]:
        parts = path.split("/")
        if (method, path) == ("POST", "/v2/rooms"):
            number = len(self.rooms) + 1
            ids = {"slug": f"s-{number}", "doc": f"d-{number}", "ref": f"r-{number}"}
            self.rooms[ids["slug"]] = {"served": 0, **ids}
            return 201, {"data": ids}
        if (method, path) == ("POST", "/v2/plays"):
            slug = self._api("POST", "/v2/rooms")[1]["data"]["slug"]
            return 201, {"data": _payload(self.rooms[slug])}
        keys = [it for it in self.rooms.values() if parts[3:] and parts[3] in it.values()]
        known = [it for it in keys if parts[2] == "rooms" or it["slug"] == parts[3]]
        return (200, {"data": _payload(known[0])}) if known else (404, {})


def _payload(room: dict[str, Any]) -> dict[str, Any]:
    room["served"] += 1
    ids = {"room": room["slug"], "doc": room["doc"], "ref": room["ref"]}
    ask = {"words": f"Why {room['doc']}?"}
    return {**ids, "person": "Ada", "ask": ask, "served": room["served"]}


@contextmanager
def rehearsal() -> Iterator[Rehearsal]:
    """Serves it until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    it = Rehearsal(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Bound", (_Handler,), {"app": it})
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    app: Rehearsal
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        signed_in = self.headers.get("authorization") == f"Bearer {TOKEN}"
        self.app.agents[self.headers.get("User-Agent") or "nobody"] = self.path
        if self.app.is_down:
            self.close_connection = True
            return
        status, told = self.app.answer(self.command, urlsplit(self.path).path, body, signed_in)
        is_page = isinstance(told, str)
        head = f"<!doctype html><title>Rehearsal</title><script>{SCRIPT}</script><body>"
        raw = (f"{head}{told}" if is_page else json.dumps(told)).encode()
        self.send_response(status)
        kind = "text/html; charset=utf-8" if is_page else "application/json"
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "private, no-store")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Says nothing."""
