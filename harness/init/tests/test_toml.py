import tomllib

from harness.init.toml import UNFINISHED, Key, Table, missing, value_of, written


def test_what_was_not_found_is_left_to_do() -> None:
    tables = [
        Table("paths", (Key("runner", None, todo="name it"), Key("home", "/", "assumed"))),
        Table(
            "api", (Key("auth", [], todo="say how", needed=False), Key("data", (), needed=False))
        ),
    ]

    text = written(tables, head="An app.")

    assert missing(tables) == ["paths.runner"]
    assert tomllib.loads(text) == {"paths": {"runner": UNFINISHED, "home": "/"}, "api": {}}
    assert f"# {UNFINISHED}: name it\nrunner" in text
    assert "# assumed\nhome" in text
    assert f"# {UNFINISHED}: auth: say how" in text
    assert "x =" not in text


def test_values_are_read_back_as_they_were() -> None:
    value = {
        "text": 'it\'s "so" \\ é',
        "css": 'main[data-screen="ready"]',
        "lists": [{"a": 1}, {"b": [True, 2.5]}],
        "a key": "x" * 200,
        "none": {},
    }

    assert tomllib.loads(f"it = {value_of(value)}")["it"] == value
