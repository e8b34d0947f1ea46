"""What is held where nobody says: as much as the app lets us, and nothing that a person may do."""

from harness.racing.disruption import disrupts
from harness.racing.doors import VISIBLE, is_named
from harness.racing.gates import default_gates


def test_what_other_tabs_see_of_storage_is_held_in_any_app() -> None:
    assert VISIBLE in default_gates(is_mock=True)
    assert VISIBLE in default_gates(is_mock=False)


def test_pages_name_gates_on_the_mock_alone_and_databases_where_they_can_be_held() -> None:
    foreign, proxied = (default_gates(is_mock=False, holds_database=it) for it in (False, True))

    assert not is_named("runner.before-read", foreign)
    assert not is_named("db.read", foreign)
    assert is_named("db.read", proxied)
    assert {*foreign, *proxied} < {*default_gates(is_mock=True)}


def test_a_person_does_nothing_unless_that_is_named() -> None:
    assert not disrupts(default_gates(is_mock=True))
