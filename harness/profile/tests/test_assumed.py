from harness.profile.assumed import with_assumptions


def test_a_visitor_without_a_role_has_one_of_their_own() -> None:
    tables = with_assumptions({"visitors": {"owner": {}, "staff": {"role": "teacher"}}})

    roles = {name: it["role"] for name, it in tables["visitors"].items()}
    assert roles == {"owner": "owner", "staff": "teacher"}


def test_those_read_who_are_there() -> None:
    tables = with_assumptions({"visitors": {"owner": {}, "stranger": {}, "admin": {}}})

    assert tables["access"]["may_read"] == ["owner", "admin"]


def test_what_was_written_stays() -> None:
    access = {"may_read": ["stranger"], "forbidden": 404}

    assert with_assumptions({"visitors": {"owner": {}}, "access": access})["access"] == access


def test_what_is_no_table_stays_for_somebody_else_to_complain_about() -> None:
    assert with_assumptions({"visitors": {"owner": 7}})["visitors"] == {"owner": 7}
    assert with_assumptions({"visitors": []}) == {"visitors": []}
