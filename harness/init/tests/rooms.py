"""A walk as it was brought home from an app with rooms: what tests of the tables look at."""

import json

from harness.init.calls import Asked
from harness.init.page import Page
from harness.init.tests.seen import (
    DOCUMENT,
    SESSION,
    SITE,
    asked,
    button,
    field,
    heading,
    marked,
    page,
)
from harness.init.walk import Account, Begun, Home, Runner, Walk

PAYLOAD = {"room": SESSION, "name": "Ann Lee", "opening": {"text": "Why?"}, "turns": []}
STORED = {"me": "uid-1"}
ENTRY = {f"rr:{SESSION}": json.dumps({"build": 4, "holder": "uid-1", "content": PAYLOAD})}
LOG_OUT = button("Log out")
ANN = Account("owner", "ann@app.test", "secret", "APP_PASSWORD", "APP_EMAIL")
STEPS = (
    {"fill": {"label": "E-mail"}, "value": "{email}"},
    {"click": {"role": "button", "name": "Log in"}},
)
HOME = Home(
    account=ANN,
    path="/lobby",
    page=page("/lobby", LOG_OUT, heading("Your rooms")),
    sign_in_path="/enter",
    sign_in_steps=STEPS,
    stored=STORED,
    exchanges=(asked("POST", "/identity", {"password": "secret"}, {"uid": "uid-1"}),),
    name="Ann Lee",
)
READY = page(
    f"/room/{SESSION}",
    marked("main", view="room"),
    field("Your reply"),
    heading("Ann Lee"),
    text="Ann Lee Why? Your reply",
)
LOADING = page(f"/room/{SESSION}", marked("main", view="wait"))


def error(kind: str, *more: object) -> Page:
    return page(
        f"/room/{SESSION}",
        marked("main", view="trouble"),
        heading(f"It is {kind}"),
        button("Back to my page"),
        *more,  # type: ignore[arg-type] # elements
    )


ERRORS = {
    "not-found": error("missing"),
    "network": error("far away", button("Try again")),
    "signed-out": error("private", button("Log in")),
}
BEGUN = Begun(
    account="owner",
    path="/lobby",
    steps=({"click": {"role": "button", "name": "Open a room"}},),
    word="lobby",
    same_tab=False,
    url=f"{SITE}/room/{SESSION}?via=lobby",
    exchanges=(
        asked("POST", "/api/rooms", {}, {"rehearsal": DOCUMENT}),
        asked("POST", "/api/begin", {"rehearsal": DOCUMENT}, {"room": SESSION}),
    ),
    before=STORED,
    after={**STORED, **ENTRY},
    page=READY,
    waiting=page("/waiting", heading("Setting up")),
)
RUNNER = Runner(
    loading=LOADING,
    ready=READY,
    errors=ERRORS,
    shown=("Try 2 of 3",),
    exchanges=(
        asked("GET", f"/api/rooms/{SESSION}", None, PAYLOAD),
        asked("POST", "/api/pulse", {"v": 1, "run": "x"}, beacon=True),
    ),
    uid="uid-1",
    answer_steps=({"fill": {"label": "Your reply"}, "value": "{answer}"},),
    asked=Asked(answer=(asked("POST", "/api/reply", {"room": SESSION}),)),
)
WALK = Walk(SITE, (HOME,), (BEGUN,), RUNNER, ("a note",))
