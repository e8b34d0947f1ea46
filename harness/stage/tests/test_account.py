from harness.stage.account import Account, state_of, stored_in
from harness.stage.driver import Visa

HERE, THERE = "https://app.test", "https://other.test"


def test_what_was_put_into_a_state_is_found_in_it() -> None:
    state = state_of(HERE, storage={"uid": "u-1", "theme": "dark"})

    assert stored_in(state, HERE, "uid") == "u-1"
    assert stored_in(state, HERE, "name") == ""


def test_another_origins_storage_is_not_the_apps() -> None:
    assert stored_in(state_of(THERE, storage={"uid": "u-9"}), HERE, "uid") == ""
    assert stored_in(None, HERE, "uid") == ""
    assert stored_in({"origins": [{"origin": HERE}]}, HERE, "uid") == ""


def test_a_state_without_databases_names_none() -> None:
    assert "indexedDB" not in str(state_of(HERE))
    assert "'indexedDB': [{'name': 'db'}]" in str(state_of(HERE, databases=[{"name": "db"}]))


def test_a_token_is_not_printed() -> None:
    assert "t.o.k" not in repr(Account(Visa(), "u-1", "t.o.k"))
