"""A walk that was recorded, as a profile: it loads, and says what the app is like."""

import json
from dataclasses import replace

import pytest

from harness.errors import BadProfile
from harness.init.calls import Asked
from harness.init.draft import draft, tables_of
from harness.init.page import Page
from harness.init.tests.seen import (
    DOCUMENT,
    SESSION,
    SITE,
    asked,
    button,
    element,
    field,
    heading,
    marked,
    page,
)
from harness.init.toml import missing
from harness.init.walk import Account, Begun, Home, Runner, Walk
from harness.profile.load import parse_profile
from harness.profile.payload import FromAnswer

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


def test_a_whole_walk_is_a_profile_that_loads() -> None:
    profile = parse_profile(draft(WALK), source="drafted")

    assert missing(tables_of(WALK)) == []
    assert profile.paths.runner == "/room/{id}"
    assert profile.paths.sign_in == "/enter"
    assert profile.starters["lobby"].opens == "new-tab"
    assert (profile.storage.entry, profile.storage.payload) == ("rr:{id}", "content")
    assert (profile.storage.reader, profile.storage.reader_key) == ("holder", "me")
    assert isinstance(profile.ids.document, FromAnswer)
    assert profile.ids.document.field == "rehearsal"
    assert [it.path for it in profile.api.session] == ["GET /api/rooms/{id}"]
    assert [it.path for it in profile.api.start] == ["POST /api/begin"]
    assert [it.path for it in profile.api.answer] == ["POST /api/reply"]
    assert profile.payload.nonce == "name"
    assert profile.screens.progress == "Try {n} of {of}"
    assert profile.screens.error.any[0].css == 'main[data-view="trouble"]'
    assert profile.screens.starting is not None
    assert set(profile.errors.kinds) == {"not-found", "network", "signed-out"}
    assert profile.buttons.retry.words == "Try again"


def test_a_drafted_profile_holds_no_secret() -> None:
    text = draft(WALK)

    assert "secret" not in text
    assert "ann@app.test" not in text
    assert '{ env = "APP_PASSWORD" }' in text


def test_what_a_walk_noticed_is_said_above() -> None:
    assert "# Noticed: a note" in draft(WALK)


def test_a_walk_that_found_nothing_is_a_draft_that_names_what_is_left() -> None:
    walk = Walk(SITE, (HOME,), (), None)

    with pytest.raises(BadProfile, match=r"is a draft: paths.runner, starters.first.path"):
        parse_profile(draft(walk), source="drafted")

    left = missing(tables_of(walk))
    for name in ("storage.entry", "api.session", "payload.nonce", "screens.ready.any"):
        assert name in left


def test_two_starters_of_one_word_have_two_names() -> None:
    walk = Walk(SITE, (HOME,), (BEGUN, BEGUN), RUNNER)

    assert list(parse_profile(draft(walk), source="drafted").starters) == ["lobby", "lobby-2"]


def test_an_owner_who_was_chosen_is_named() -> None:
    chosen = {"select": {"label": "Candidate"}, "value": "{owner.name}"}
    from_desk = replace(BEGUN, steps=(chosen, *BEGUN.steps))

    profile = parse_profile(draft(Walk(SITE, (HOME,), (from_desk,), RUNNER)), source="drafted")

    assert profile.starters["lobby"].owner == "owner"


def test_an_alert_on_each_error_is_where_its_sentence_stands() -> None:
    alert = element("p", "alert", name="So sorry")
    errors = {kind: Page(it.url, (*it.elements, alert)) for kind, it in ERRORS.items()}
    runner = replace(RUNNER, errors=errors)

    profile = parse_profile(draft(Walk(SITE, (HOME,), (BEGUN,), runner)), source="drafted")

    assert profile.errors.text is not None
    assert profile.errors.text.role == "alert"
