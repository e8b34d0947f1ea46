"""What points at nothing is told at once, however wrong the rest of the profile is."""

import pytest

from harness.profile.reference import dangling

PEOPLE = {"owner": {"sign_in": "form"}}
WAYS = {"form": {"by": "form", "path": "/enter"}}


def test_names_that_are_known_are_no_matter() -> None:
    tables = {
        "sign_in": WAYS,
        "visitors": PEOPLE,
        "starters": {"a": {"visitor": "owner", "owner": ""}},
        "access": {"may_read": ["owner"]},
    }

    assert list(dangling(tables)) == []


def test_each_name_that_is_unknown_is_told() -> None:
    tables = {
        "sign_in": WAYS,
        "visitors": {"owner": {"sign_in": "from", "role": "boss"}},
        "paths": {"dashboards": {"student": "/"}},
        "starters": {"a": {"visitor": "ownr", "owner": "nobody"}},
        "access": {"may_read": ["owner", "stuff"], "limit": {"visitor": "x"}},
        "cleanup": {"visitor": "y"},
        "ids": {"pattern": "("},
        "ignore": {"console": [{"pattern": "["}]},
    }

    told = list(dangling(tables))

    assert [it.partition(":")[0] for it in told] == [
        *("visitors.owner.sign_in", "visitors.owner.role"),
        *("starters.a.visitor", "starters.a.owner"),
        *("access.may_read", "access.limit.visitor", "cleanup.visitor"),
        *("ids.pattern", "ignore.console.0.pattern"),
    ]
    assert told[0] == (
        "visitors.owner.sign_in: there is no 'from' under sign_in. Did you mean 'form'?"
    )


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"visitors": {"owner": {}}, "starters": {"a": {}}},
        {"visitors": {"owner": {"sign_in": 7}}, "sign_in": WAYS},
        # That the table itself is missing is told where it is missing.
        {"visitors": PEOPLE, "access": {"may_read": "owner"}},
        {"visitors": [], "sign_in": "form", "starters": {"a": "b"}, "ignore": {"console": {}}},
    ],
)
def test_what_is_no_name_is_somebody_elses_to_complain_about(tables: dict[str, object]) -> None:
    assert list(dangling(tables)) == []


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({}, []),
        ({"traveller": "/"}, []),
        ({"owner": "/a", "staff": "/b"}, []),
        (
            {"student": "/a", "staff": "/b"},
            ["visitors.owner.role: missing. Add it: which of paths.dashboards, student, staff."],
        ),
    ],
)
def test_a_role_is_asked_for_where_it_makes_a_difference(
    roles: dict[str, str], said: list[str]
) -> None:
    tables = {"visitors": PEOPLE, "sign_in": WAYS, "paths": {"dashboards": roles}}

    assert list(dangling(tables)) == said


@pytest.mark.parametrize(
    ("path", "paths", "said"),
    [
        ("", {}, ["sign_in.form.path: missing. Add it, or paths.sign_in: where the form is."]),
        ("", {"sign_in": "/enter"}, []),
        ("/enter", {}, []),
    ],
)
def test_a_form_is_on_a_page(path: str, paths: dict[str, str], said: list[str]) -> None:
    tables = {"sign_in": {"form": {"by": "form", "path": path}}, "paths": paths}

    assert list(dangling(tables)) == said
