import json

import pytest

from harness.errors import BadSetting
from harness.load.account import (
    OTHER,
    Account,
    Lent,
    account_of,
    as_lent,
    lent_in,
    other_of,
    starter_of,
    stranger_to,
)
from harness.profile.load import load_profile
from harness.profile.profile import Profile

MOCK, DEMO = load_profile("mock"), load_profile("demo")
ROOMS = load_profile("examples/nextjs/layerproof.toml")
SAID = {"LAYERPROOF_LOAD_EMAIL": "a@b.test", "LAYERPROOF_LOAD_PASSWORD": "hush"}


def guests_only() -> Profile:
    tables = ROOMS.model_dump(mode="json") | {"sign_in": {"door": {"by": "none"}}}
    return Profile.model_validate_json(json.dumps(tables))


def test_the_mocks_own_is_the_demo_student() -> None:
    assert account_of(MOCK, {}) == Account()
    assert other_of(MOCK, {}) == OTHER


def test_a_visitor_with_an_address_is_who_signs_in() -> None:
    assert account_of(ROOMS, {}).email == "nadia@rehearsal.test"
    assert account_of(ROOMS, {}).known()["name"] == "Nadia Haddad"
    assert (found := other_of(ROOMS, {})) is not None
    assert found.email == "yuki@rehearsal.test"


def test_the_environment_comes_before_the_profile() -> None:
    assert account_of(ROOMS, SAID).email == "a@b.test"
    assert other_of(ROOMS, SAID) is None


def test_a_sign_in_that_was_lent_comes_before_all() -> None:
    lent = {"own": Lent("owner", "u1", "token", {"sid": "1"}, 9.0, {"email": "x@y.test"})}
    environ = {**SAID, **as_lent(lent)}

    assert lent_in(environ) == lent
    assert account_of(ROOMS, environ).lent == lent["own"]
    assert account_of(ROOMS, environ).email == "x@y.test"
    assert other_of(ROOMS, environ) is None


def test_nothing_of_a_sign_in_is_shown() -> None:
    it = Account("a@b.test", "hush", {"pin": "1234"}, Lent("o", "u", "token", {"sid": "cookie"}))

    assert not [word for word in ("hush", "1234", "token", "cookie") if word in repr(it)]


def test_where_nobody_signs_in_everybody_is_a_guest() -> None:
    lent = account_of(guests_only(), {}).lent

    assert lent is not None
    assert lent.is_nobody


def test_half_an_account_is_refused() -> None:
    with pytest.raises(BadSetting, match="LAYERPROOF_LOAD_PASSWORD is not set"):
        account_of(DEMO, {"LAYERPROOF_LOAD_EMAIL": "a@b.test"})


def test_who_starts_and_who_may_not_read_are_told_by_the_profile() -> None:
    assert (starter_of(ROOMS), stranger_to(ROOMS)) == ("owner", "stranger")
