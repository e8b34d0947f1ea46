from dataclasses import replace

from harness.init.facts import Facts
from harness.init.page import Page
from harness.init.sights import sights
from harness.init.tests.rooms import BEGUN, ERRORS, HOME, RUNNER, WALK
from harness.init.tests.seen import SESSION, SITE, button, heading, marked, page
from harness.init.toml import Key
from harness.init.walk import Runner, Walk


def tables(walk: Walk = WALK) -> dict[str, dict[str, Key]]:
    return {it.path: {key.name: key for key in it.keys} for it in sights(Facts(walk))}


def with_runner(runner: Runner | None) -> dict[str, dict[str, Key]]:
    return tables(Walk(SITE, (HOME,), (BEGUN,), runner))


def test_each_screen_is_known_by_what_no_other_shows() -> None:
    found = tables()

    assert {
        name: found[f"screens.{name}"]["any"].value
        for name in ("starting", "loading", "ready", "error")
    } == {
        "starting": [{"role": "heading", "name": "Setting up"}],
        "loading": [{"css": 'main[data-view="wait"]'}],
        "ready": [{"css": 'main[data-view="room"]'}],
        "error": [{"css": 'main[data-view="trouble"]'}],
    }


def test_a_screen_without_a_sign_of_its_own_is_left_to_be_filled_in() -> None:
    alike = Page(RUNNER.ready.url, RUNNER.ready.elements)
    found = with_runner(replace(RUNNER, loading=alike))

    assert not found["screens.loading"]["any"].found
    assert not found["screens.ready"]["any"].found


def test_an_app_without_a_waiting_page_has_none() -> None:
    walk = Walk(SITE, (HOME,), (replace(BEGUN, waiting=None),), RUNNER)

    assert "screens.starting" not in tables(walk)


def test_kinds_are_told_by_an_attribute_before_words() -> None:
    def said(kind: str) -> Page:
        return page(f"/room/{SESSION}", marked("main", view="trouble", why=kind), heading(kind))

    errors = {"not-found": said("missing"), "network": said("network"), "server": said("server")}
    found = with_runner(replace(RUNNER, errors=errors))["errors"]["attribute"].value

    assert found == {
        "locator": {"css": "main[data-why]"},
        "attribute": "data-why",
        "words": {"missing": "not-found"},
    }


def test_kinds_that_differ_in_words_alone_are_told_by_them() -> None:
    kinds = tables()["errors.kinds"]

    assert kinds["network"].value == {"all": [{"role": "heading", "name": "It is far away"}]}
    assert set(kinds) == set(ERRORS)


def test_without_a_runner_everything_is_left_to_be_filled_in() -> None:
    found = with_runner(None)

    assert not found["errors.kinds"]["not-found"].found
    assert not [key.name for key in found["buttons"].values() if key.found]
    assert all(key.todo for key in found["buttons"].values())


def test_the_errors_buttons_are_those_of_their_pages() -> None:
    assert {name: key.value for name, key in tables()["buttons"].items()} == {
        "retry": {"role": "button", "name": "Try again"},
        "dashboard": {"role": "button", "name": "Back to my page"},
        "sign_in": {"role": "button", "name": "Log in"},
    }


def test_an_open_app_needs_no_way_home_and_none_in() -> None:
    found = tables(Walk(SITE, (HOME,), (BEGUN,), None, is_open=True))["buttons"]

    assert {name: key.needed for name, key in found.items()} == {
        "retry": True,
        "dashboard": False,
        "sign_in": False,
    }


def test_a_way_out_that_was_seen_comes_before_one_that_is_guessed() -> None:
    guessed = tables()["acts"]["sign_out"].value
    menu = ({"click": {"text": "Menu"}}, {"click": {"role": "button", "name": "Log out"}})
    home = replace(HOME, sign_out_steps=menu, page=page("/lobby", button("Log out")))

    seen = tables(Walk(SITE, (home,), (BEGUN,), RUNNER))["acts"]["sign_out"].value

    assert guessed == [{"click": {"role": "button", "name": "Log out"}}]
    assert seen == menu
