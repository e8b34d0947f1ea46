"""A small app of another make, for who looks on: the id stands in the address's query, a tab is
opened after the answer, one form is sent by Enter, and each error has words of its own.
"""

import itertools
import json

from harness.browser.tests.site import Handler, Site

DOOR = """<form id=f><label>Who <input id=who></label>
<label>Secret <input id=secret type=password></label><button>Come in</button></form>
<script>f.onsubmit = async (event) => {
  event.preventDefault();
  const body = JSON.stringify({ who: who.value, secret: secret.value });
  const answer = await fetch('/v2/door', { method: 'POST', body });
  localStorage.setItem('pass', JSON.stringify(await answer.json()));
  location = '/hall';
};</script>"""

HALL = """<h1>Hall</h1><button onclick="sit((it) => window.open(it))">Take a seat</button>
<button onclick="sit((it) => location.assign(it))">Sit here</button>
<button onclick="localStorage.clear(); location = '/door'">Log off</button>
<script>async function sit(go) {
  const seat = await (await fetch('/v2/seats', { method: 'POST', body: '{}' })).json();
  localStorage.setItem('seat:' + seat.seat, JSON.stringify(seat));
  go('/seat?at=' + seat.seat);
}</script>"""

SEAT = """<h1>Wait a moment</h1><script>
const id = new URLSearchParams(location.search).get('at');
const say = (head, ...buttons) => {
  document.querySelector('h1').textContent = head;
  for (const it of buttons) document.body.append(Object.assign(
    document.createElement('button'), { textContent: it }));
};
const wrong = { 404: 'No such seat', 403: 'Not yours', 410: 'It is over', 401: 'Who are you?',
  500: 'All upset', 200: 'Odd' };
async function load() {
  let seat = JSON.parse(localStorage.getItem('seat:' + id));
  if (!seat) {
    let status = 0;
    try {
      const answer = await fetch('/v2/seat/' + id);
      status = answer.status;
      seat = await answer.json();
    } catch {}
    if (!seat?.guest) return say(wrong[status] ?? 'Far away', 'Once more', 'Back to the hall',
      ...(status === 401 ? ['Log in'] : []));
    localStorage.setItem('seat:' + id, JSON.stringify(seat));
  }
  say('Curtain up');
  document.body.append(`${seat.guest}: ${seat.ask.text}`);
}
load();</script>"""


def theatre(site: Site) -> str:
    """Makes the site that app, and gives the address of its front page."""
    numbers = itertools.count(1_001)

    def seat(id: str) -> str:
        return json.dumps({"seat": id, "guest": "Ada Byron", "ask": {"text": "Why so late?"}})

    def new(it: Handler) -> None:
        id = f"q7x-{next(numbers)}"
        site.answers[f"/v2/seat/{id}"] = lambda one: one.answer(200, seat(id))
        it.answer(201, seat(id))

    for path, html in (("/hall", HALL), ("/seat", SEAT)):
        site.page(path, html)
    person = json.dumps({"email": "ada@app.test", "name": "Ada Byron"})
    site.answers["/v2/door"] = lambda it: it.answer(200, person)
    site.answers["/v2/seats"] = new
    return site.page("/door", DOOR)
