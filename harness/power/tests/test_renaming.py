"""A profile's names are exchanged; what is ours, and people's values, stay."""

import tomllib

from harness.power.renaming import as_toml, renamed, replacing

NAMES = {"org": "bodak", "Sign in": "Rupin", "question": "tak", "data-kind": "data-fob"}


def test_what_the_application_is_called_by_is_exchanged() -> None:
    profile = {
        "paths": {"sign_in": "/org", "dashboards": {"org": "/org/question"}},
        "buttons": {"sign_in": {"role": "button", "name": "Sign in"}},
        "errors": {"attribute": {"locator": {"css": "main[data-kind]"}}},
    }

    assert renamed(profile, NAMES) == {
        "paths": {"sign_in": "/bodak", "dashboards": {"org": "/bodak/tak"}},
        "buttons": {"sign_in": {"role": "button", "name": "Rupin"}},
        "errors": {"attribute": {"locator": {"css": "main[data-fob]"}}},
    }


def test_a_starter_goes_by_its_new_name_and_serves_whom_it_served() -> None:
    steps = [{"select": {"label": "question"}, "value": "{org.question}"}]
    profile = {"starters": {"org": {"visitor": "org", "opens": "org", "steps": steps}}}

    new = [{"select": {"label": "tak"}, "value": "{org.question}"}]
    assert renamed(profile, NAMES) == {
        "starters": {"bodak": {"visitor": "org", "opens": "org", "steps": new}}
    }


def test_what_is_ours_stays() -> None:
    profile = {"name": "org", "access": {"may_read": ["org"]}, "visitors": {"org": {"org": "org"}}}

    assert renamed(profile, NAMES) == profile


def test_a_name_stands_by_itself() -> None:
    replace = replacing({**NAMES, "question-box": "ged"})

    assert replace("question questions my-question question-box") == "tak questions my-question ged"
    assert replacing({})("question") == "question"


def test_the_tables_are_read_back_as_they_were() -> None:
    tables = {"a": 1, "b": {"c d": ["x", True, 1.5], "e": {'"': "é\\n"}}, "f": []}

    assert tomllib.loads(as_toml(tables)) == tables
