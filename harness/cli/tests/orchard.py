"""Orchard, a tiny app of another make that knows nobody: one page plans a trip, another shows it.

id in the address   in the query            /trip/view?t={id}
entry               the trip itself         orchard.trip.{id}
session API         GET /v2/trips/{id}      404 for a trip that nobody planned
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

FRONT = """<!doctype html><html lang="en"><title>Orchard</title><h1>Orchard trips</h1>
<button id="go">Plan my trip</button><p role="alert" id="said"></p>
<script type="module">
const plan = async () => {
  const tab = open('/packing');
  try {
    const answer = await fetch('/v2/trips', { method: 'POST' });
    if (!answer.ok) throw new Error(String(answer.status));
    const trip = await answer.json();
    localStorage.setItem(`orchard.trip.${trip.tripId}`, JSON.stringify(trip));
    localStorage.getItem(`orchard.trip.${trip.tripId}`);
    tab.location.replace(`/trip/view?t=${trip.tripId}&from=planner`);
  } catch (error) {
    tab.close();
    document.getElementById('said').textContent = 'That did not work. Please try it once more.';
  }
};
document.getElementById('go').onclick = plan;
</script>"""

PACKING = """<!doctype html><html lang="en"><title>Orchard</title><p>Packing your bags…</p>"""

TRIP = """<!doctype html><html lang="en"><title>Your trip</title><main><p id="state"></p></main>
<script type="module">
const id = new URLSearchParams(location.search).get('t');
const key = `orchard.trip.${id}`;
const main = document.querySelector('main');
const WORDS = {
  'not-found': ['No such trip', 'Nobody has planned it, or it is over.'],
  network: ['We could not reach Orchard', 'Check your connection and try once more.'],
  server: ['Orchard is asleep', 'Please try once more in a while.'],
  corrupt: ['This trip came torn', 'Please try once more.'],
};
const say = (text) => { main.innerHTML = '<p></p>'; main.firstChild.textContent = text; };
const isTrip = (it) => it?.tripId === id && typeof it.town === 'string' && Array.isArray(it.stops);
const show = (trip) => {
  main.innerHTML = '<h1></h1><ol></ol>';
  main.firstChild.textContent = `Trip to ${trip.town}`;
  for (const stop of trip.stops) {
    main.lastChild.append(Object.assign(document.createElement('li'), { textContent: stop }));
  }
};
const fail = (kind, attempt, status, began) => {
  const ms = Math.round(performance.now() - began);
  console.error(`trip ${id} layer=server attempt=${attempt} status=${status} elapsed=${ms}`);
  const again = kind === 'not-found' ? '' : '<button>Try once more</button>';
  main.innerHTML = `<h2></h2><p></p>${again}<a href="/">Back to the orchard</a>`;
  main.children[0].textContent = WORDS[kind][0];
  main.children[1].textContent = WORDS[kind][1];
  if (again) main.querySelector('button').onclick = load;
};
const stored = () => {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    if (isTrip(found)) return found;
    if (localStorage.getItem(key) !== null) localStorage.removeItem(key);
  } catch { try { localStorage.removeItem(key); } catch {} }
  return null;
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms * (0.75 + Math.random() / 2)));
async function ask(attempt) {
  const signal = AbortSignal.timeout(3500);
  const answer = await fetch(`/v2/trips/${encodeURIComponent(id)}`, { signal });
  if (answer.status === 404 || answer.status === 400) return { kind: 'not-found', answer };
  if (!answer.ok) return { kind: 'server', again: true, answer };
  let trip = null;
  try { trip = await answer.json(); } catch {}
  return isTrip(trip) ? { trip } : { kind: 'corrupt', answer };
}
async function load() {
  const began = performance.now();
  say('Looking through your things…');
  const kept = stored();
  if (kept) return show(kept);
  for (let attempt = 1; ; attempt += 1) {
    say(attempt === 1 ? 'Fetching your trip…' : `Fetching your trip… attempt ${attempt} of 3`);
    let got;
    try { got = await ask(attempt); } catch { got = { kind: 'network', again: true }; }
    if (got.trip) {
      try { localStorage.setItem(key, JSON.stringify(got.trip)); } catch {}
      return show(got.trip);
    }
    if (!got.again || attempt === 3) {
      return fail(got.kind, attempt, got.answer ? got.answer.status : 0, began);
    }
    const wait = Number(got.answer?.headers.get('retry-after') ?? 0) * 1000;
    if (wait > 5000) return fail('server', attempt, got.answer.status, began);
    await (wait ? new Promise((done) => setTimeout(done, wait)) : pause(attempt * 1000));
  }
}
load();
</script>"""

PAGES = {"/": FRONT, "/packing": PACKING, "/trip/view": TRIP}


@contextmanager
def orchard() -> Iterator[str]:
    """Serves it until the block ends; its address."""
    trips: dict[str, dict[str, Any]] = {}
    handler = type("Bound", (_Handler,), {"trips": trips})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    trips: dict[str, dict[str, Any]]
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in PAGES:
            self._answer(200, PAGES[path], "text/html; charset=utf-8")
            return
        trip = self.trips.get(path.removeprefix("/v2/trips/"))
        self._answer(200 if trip else 404, json.dumps(trip or {"error": "nothing here"}))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        id = uuid4().hex[:12]
        stops = ["Station", "Museum", f"River {id[:4]}"]
        self.trips[id] = {"tripId": id, "town": f"Lyon {id[4:8]}", "stops": stops}
        self._answer(201, json.dumps(self.trips[id]))

    def _answer(self, status: int, body: str, kind: str = "application/json") -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "private, no-store")
        self.send_header("Server-Timing", "auth;dur=0, db;dur=0.1, build;dur=0.1")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Says nothing."""
