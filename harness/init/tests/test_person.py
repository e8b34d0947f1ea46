import json

from harness.init.person import SignedIn, home_of
from harness.init.tests.seen import asked, page
from harness.init.walk import Account, Home

ANN = Account("owner", "ann@app.test", "", "P")


def home(*, stored: dict[str, object], got: object = None) -> Home:
    before = {"theme": "dark"}
    return home_of(
        ANN,
        page("/lobby?new=1"),
        form=SignedIn("/enter", ()),
        before=before,
        after={**before, **{key: json.dumps(it) for key, it in stored.items()}},
        exchanges=[asked("POST", "/enter", {}, got)],
        bearer="",
    )


def test_what_signing_in_has_stored_is_what_was_not_there_before() -> None:
    assert set(home(stored={"me": {"a": 1}}).stored) == {"me"}
    assert home(stored={}).path == "/lobby"


def test_a_table_that_names_the_person_tells_of_them_and_others_do_not() -> None:
    others = {"email": "bo@app.test", "name": "Bo Li"}
    mine = {"user": {"email": "ann@app.test", "displayName": "Ann Lee", "orgId": "north"}}

    found = home(stored={"list": others}, got=mine)

    assert (found.name, found.org) == ("Ann Lee", "north")
    assert home(stored={"list": others}).name == ""
