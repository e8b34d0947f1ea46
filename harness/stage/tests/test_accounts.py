"""Who has signed in, once each; what is known of their tokens and values."""

from collections.abc import Mapping

import pytest

from harness.errors import BadSetting, NotAdmitted, NotObserved, UnknownName
from harness.profile.policy import Deadlines
from harness.stage.account import Account
from harness.stage.accounts import Accounts
from harness.stage.aside import Aside
from harness.stage.driver import Visa
from harness.stage.tests.stand_in import DEMO, RULES, TARGET, House


class Guests:
    """Accounts, who was let in, and the rooms that were opened for them."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        profile: Mapping[str, object] | None = None,
        **bearers: str,
    ) -> None:
        self.admitted: list[tuple[str, str]] = []
        self.house = House()
        self.bearers = bearers
        self.uids: dict[str, str] = {}
        monkeypatch.setattr("harness.stage.accounts.admit", self._admit)
        deadlines = Deadlines(signs_in_ms=50)
        self.profile = DEMO.model_copy(update={"deadlines": deadlines, **(profile or {})})
        aside = Aside(TARGET, self.profile, RULES, lambda _: self.house.as_driver())
        self.accounts = Accounts(aside, self._values)

    def _admit(self, name: str, aside: Aside, values: dict[str, str]) -> Account:
        assert aside.profile is self.profile
        if name == "stranger":
            raise NotObserved("'stranger' could not sign in")
        self.admitted.append((name, values["email"]))
        bearer = self.bearers.get(name, "")
        uid = self.uids.get(name, f"uid of {name}")
        return Account(Visa(storage={"who": name}), uid, bearer)

    @staticmethod
    def _values(name: str) -> dict[str, str]:
        if name == "admin":
            raise BadSetting("ADMIN_EMAIL is not set")
        return {"email": f"{name}@app.test", "name": name.title()}


def test_a_visitor_signs_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    guests = Guests(monkeypatch)

    first = guests.accounts.visitor("owner")
    visa = guests.accounts.visa("owner")

    assert guests.admitted == [("owner", "owner@app.test")]
    assert (first.uid, first.role, first.org_id) == ("uid of owner", "student", "harbour-college")
    assert visa.storage == {"who": "owner"}


def test_nobody_needs_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    guests = Guests(monkeypatch)

    assert guests.accounts.visa("nobody") == Visa()
    assert guests.admitted == []
    with pytest.raises(UnknownName):
        guests.accounts.visitor("somebody")


def test_who_was_refused_keeps_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    guests = Guests(monkeypatch)

    for _ in range(2):
        with pytest.raises(NotAdmitted, match="'stranger' could not sign in") as refused:
            guests.accounts.visa("stranger")
        assert refused.value.visitor == "stranger"


def test_values_are_the_visitors_own_and_everybodys_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = Guests(monkeypatch).accounts.values("staff")

    assert values["email"] == values["staff.email"] == "staff@app.test"
    assert values["owner.name"] == "Owner"


def test_another_visitors_missing_variables_are_nobodys_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accounts = Guests(monkeypatch).accounts

    assert not [it for it in accounts.values("owner") if it.startswith("admin.")]
    with pytest.raises(BadSetting):
        accounts.values("admin")


def test_a_token_that_was_seen_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = Guests(monkeypatch).accounts

    accounts.saw_bearer("owner", "")
    accounts.saw_bearer("owner", "first")
    accounts.saw_bearer("owner", "second")

    assert accounts.bearer("owner") == "first"


def test_without_a_token_the_own_dashboard_is_opened_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guests = Guests(monkeypatch)
    guests.house.driver.sent = "t.o.k"

    assert [guests.accounts.bearer("staff") for _ in range(2)] == ["t.o.k"] * 2
    [room] = guests.house.driver.rooms
    assert room.went == ["tab-1 http://app.test/org"]
    assert room.plan.visa.storage == {"who": "staff"}
    assert room.is_closed


def test_pages_that_send_no_token_are_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guests = Guests(monkeypatch)

    with pytest.raises(NotObserved, match="The pages of 'owner' sent no bearer token"):
        guests.accounts.bearer("owner")


def stored_with_a_reader(key: str = "") -> dict[str, object]:
    """A profile whose entries say whose they are; `key` holds who reads them."""
    return {"storage": DEMO.storage.model_copy(update={"reader": "holder", "reader_key": key})}


TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiAiZ3JldGEifQ.x"


def test_who_a_visitor_is_is_said_by_the_first_token_where_signing_in_sent_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guests = Guests(monkeypatch, stored_with_a_reader())
    guests.uids["staff"] = ""
    guests.house.driver.sent = TOKEN

    assert [guests.accounts.visitor("staff").uid for _ in range(2)] == ["greta"] * 2
    assert [it.went for it in guests.house.driver.rooms] == [["tab-1 http://app.test/org"]]


def test_a_token_that_a_page_sent_later_says_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    guests = Guests(monkeypatch)
    guests.uids["staff"] = ""
    assert guests.accounts.visitor("staff").uid == ""

    guests.accounts.saw_bearer("staff", TOKEN)

    assert guests.accounts.visitor("staff").uid == "greta"


@pytest.mark.parametrize("key", ["", "auth:uid"])
def test_a_token_that_never_comes_is_looked_for_once_and_only_where_it_matters(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    guests = Guests(monkeypatch, stored_with_a_reader(key))
    guests.uids["staff"] = ""

    assert [guests.accounts.visitor("staff").uid for _ in range(2)] == ["", ""]
    assert len(guests.house.driver.rooms) == (0 if key else 1)
