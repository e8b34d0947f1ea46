import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import UnknownName, Unsupported
from harness.model.rules import Rules
from harness.profile.load import load_profile
from harness.profile.payload import Ids
from harness.profile.place import Paths
from harness.profile.visitor import VISITORS

MOCK = load_profile("mock")


def test_the_mocks_rules_are_the_contracts() -> None:
    own = {name: getattr(Rules(), name) for name in ("starters", "entry_fixed", "commit_header")}

    assert dataclasses.replace(MOCK.rules(), **own) == Rules()


def test_the_targets_origin_is_the_apps_own() -> None:
    assert MOCK.rules(base_url="https://app.example:8443/x").origins == (
        "https://app.example:8443",
    )


def test_a_profile_without_a_database_has_no_document_path() -> None:
    assert MOCK.model_copy(update={"database": None}).rules().document_path == ""


def test_an_unknown_starter_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"no starter 'studnt'\. Did you mean 'student'"):
        MOCK.starter("studnt")


def test_an_unknown_visitor_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'stranger'"):
        MOCK.visitor("strangr")


def test_a_visitor_whom_the_app_does_not_have_is_no_mistake() -> None:
    people = {name: it for name, it in MOCK.visitors.items() if name != "lone-staff"}
    without = MOCK.model_copy(update={"visitors": people})

    with pytest.raises(Unsupported, match="'lone-staff', whom the profile does not name"):
        without.visitor("lone-staff")


def test_every_visitor_of_the_scenarios_is_the_mocks() -> None:
    assert set(MOCK.visitors) == set(VISITORS)


def test_a_deviation_from_nothing_is_refused() -> None:
    profile = MOCK.model_copy(update={"deviations": {"load-end": "we poll"}})

    with pytest.raises(UnknownName, match="Did you mean 'load-ends'"):
        profile.refuse_unknown_deviations(["load-ends"])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://h/interview/abc", "abc"),
        ("http://h/interview/abc/?from=org#top", "abc"),
        ("http://h/interview/abc?from=org", "abc"),
        ("http://h/interview/abc/more", None),
        ("http://h/interview/", None),
        ("http://h/starting", None),
        ("about:blank", None),
    ],
)
def test_the_id_is_read_from_a_runners_address_only(url: str, found: str | None) -> None:
    assert MOCK.url_id(url) == found


@given(st.text(alphabet="abc/?#%&= é", max_size=9).map("x{}".format))
def test_any_id_survives_the_way_through_the_address(written: str) -> None:
    profile = MOCK.model_copy(update={"ids": Ids()})

    assert profile.url_id(profile.runner_url("http://h", written)) == written


def test_an_id_in_the_query_is_found() -> None:
    paths = Paths(runner="/room?id={id}", sign_in="/in", dashboards={"student": "/"})
    profile = MOCK.model_copy(update={"paths": paths})

    assert profile.url_id("https://h/room?id=r1&from=org") == "r1"


def test_the_entrys_key_has_its_id_in_it() -> None:
    assert MOCK.entry_key("u") == "interview:init:u"


def test_what_is_asked_of_a_blocked_host_is_noise() -> None:
    hosts = MOCK.hosts.model_copy(update={"block": ("*.fonts.test", "count.test")})
    rules = MOCK.model_copy(update={"hosts": hosts}).rules()

    def is_noise(said: str) -> bool:
        return any(re.search(it, said) for it in rules.ignored_requests)

    assert is_noise("GET https://a.fonts.test/x.woff2")
    assert is_noise("POST http://count.test:8080/hit")
    assert not is_noise("GET https://count.test.example/hit")
    assert not is_noise("GET https://app.test/?from=http://count.test/")


def test_who_reads_what_is_read_from_the_visitors_that_may() -> None:
    rules = MOCK.rules()

    assert (rules.readers, rules.org_readers) == (("admin",), ("staff",))
    without = MOCK.model_copy(
        update={"access": MOCK.access.model_copy(update={"may_read": ("owner", "admin")})}
    )
    assert without.rules().org_readers == ()


def test_who_may_read_is_told_by_the_roles_of_the_visitors() -> None:
    roles = {"owner": "candidate", "staff": "coach", "admin": "head", "colleague": "candidate"}
    people = {
        name: it.model_copy(update={"role": roles[name]})
        for name, it in MOCK.visitors.items()
        if name in roles
    }

    rules = MOCK.model_copy(update={"visitors": people}).rules()

    assert (rules.readers, rules.org_readers) == (("head",), ("coach",))
