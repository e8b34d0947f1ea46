from dataclasses import replace

from harness.init.facts import Facts
from harness.init.people import people, role_of
from harness.init.tests.rooms import ANN, BEGUN, HOME, RUNNER, WALK
from harness.init.tests.seen import SITE, page
from harness.init.toml import Key, Table
from harness.init.walk import Account, Walk

DESK = replace(
    HOME, account=Account("staff", "bo@app.test", "", "APP_PASSWORD_STAFF"), path="/desk/rooms"
)


def tables(walk: Walk = WALK) -> dict[str, dict[str, Key]]:
    found: list[Table] = list(people(Facts(walk)))
    return {it.path: {key.name: key for key in it.keys} for it in found}


def test_the_runners_path_is_what_a_starter_opened() -> None:
    assert tables()["paths"]["runner"].value == "/room/{id}"
    nothing = tables(Walk(SITE, (HOME,), (), None))["paths"]["runner"]
    assert not nothing.found
    assert "{id}" in nothing.todo


def test_a_role_is_the_own_pages_word() -> None:
    assert role_of(HOME) == "lobby"
    assert role_of(DESK) == "desk-rooms"
    assert role_of(replace(HOME, path="/")) == "home"


def test_a_visitors_password_stands_in_the_environment() -> None:
    values = tables()["visitors.owner"]["values"].value

    assert values == {
        "name": "Ann Lee",
        "email": {"env": ANN.email_env},
        "password": {"env": "APP_PASSWORD"},
    }


def test_an_address_that_was_typed_openly_stands_there_as_it_is() -> None:
    values = tables(Walk(SITE, (HOME, DESK), (BEGUN,), RUNNER))["visitors.staff"]["values"].value

    assert isinstance(values, dict)
    assert values["email"] == "bo@app.test"


def test_who_was_never_seen_to_sign_in_has_no_secret_and_steps_are_left_open() -> None:
    unknown = replace(HOME, account=Account("owner", "", "", "P"), sign_in_steps=())
    found = tables(Walk(SITE, (unknown,), (BEGUN,), RUNNER))

    assert found["visitors.owner"]["values"].value == {"name": "Ann Lee"}
    assert not found["sign_in.form"]["steps"].found
    assert found["sign_in.form"]["steps"].todo


def test_an_open_app_has_no_sign_in_no_dashboards_and_no_roles() -> None:
    nobody = replace(HOME, account=Account("owner", "", "", ""), sign_in_steps=(), path="/")
    found = tables(Walk(SITE, (nobody,), (BEGUN,), RUNNER, is_open=True))

    assert found["sign_in.nobody"]["by"].value == "none"
    assert set(found["paths"]) == {"runner", "home"}
    assert set(found["visitors.owner"]) == {"sign_in"}
    assert "sign_in.form" not in found


def test_who_may_read_is_assumed_of_those_who_are_there() -> None:
    both = Walk(SITE, (HOME, DESK), (BEGUN,), RUNNER)

    assert tables()["access"]["may_read"].value == ["owner"]
    assert tables(both)["access"]["may_read"].value == ["owner", "staff"]


def test_what_shows_that_somebody_is_in_is_the_way_out() -> None:
    out = {"any": [{"role": "button", "name": "Log out"}]}
    assert tables()["sign_in.form"]["done"].value == out

    bye = {"click": {"text": "Bye"}}
    seen = replace(HOME, page=page("/lobby"), sign_out_steps=(bye,))
    found = tables(Walk(SITE, (seen,), (BEGUN,), RUNNER))
    assert found["sign_in.form"]["done"].value == {"any": [{"text": "Bye"}]}

    silent = replace(HOME, page=page("/lobby"))
    assert not tables(Walk(SITE, (silent,), (BEGUN,), RUNNER))["sign_in.form"]["done"].found


def test_a_starter_says_who_where_and_for_whom() -> None:
    chosen = {"select": {"label": "Guest"}, "value": "Dr {owner.name} (north)"}
    steps = ({"fill": {"label": "Room"}, "value": "12"}, chosen)
    given = replace(BEGUN, account="staff", path="/desk", steps=steps, same_tab=True)
    found = tables(Walk(SITE, (HOME, DESK), (given,), RUNNER))["starters.lobby"]

    assert {name: found[name].value for name in ("visitor", "owner", "path", "opens")} == {
        "visitor": "staff",
        "owner": "owner",
        "path": "/desk",
        "opens": "same-tab",
    }
