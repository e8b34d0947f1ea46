"""A walk that was recorded, as a profile: it loads, and says what the app is like."""

from dataclasses import replace

import pytest

from harness.errors import BadProfile
from harness.init.draft import draft, tables_of
from harness.init.page import Page
from harness.init.tests.rooms import BEGUN, ERRORS, HOME, RUNNER, WALK
from harness.init.tests.seen import SITE, element
from harness.init.toml import missing
from harness.init.walk import Walk
from harness.profile.load import parse_profile
from harness.profile.payload import FromAnswer


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
