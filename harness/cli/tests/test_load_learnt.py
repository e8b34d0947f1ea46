from pathlib import Path

import pytest

from harness.cli.load_learnt import Learnt, learn, with_account
from harness.errors import BadSetting
from harness.load.journey import Journey
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.settings.settings import Settings

DEMO = load_profile("demo")
ROOMS = load_profile("examples/nextjs/layerproof.toml")


def asked(
    profile: Profile, *, url: str = "http://127.0.0.1:9", leads_others: bool = False
) -> Learnt:
    return learn(
        Settings(url=url),
        profile,
        Journey.MIXED,
        folder=Path("."),
        environ={},
        leads_others=leads_others,
    )


def test_of_a_profile_that_says_all_nothing_is_to_be_learnt() -> None:
    assert asked(DEMO) == Learnt()


def test_a_mock_of_our_own_needs_no_browser() -> None:
    assert asked(ROOMS, url="") == Learnt()


def test_a_browsers_sign_in_is_for_this_machine_only() -> None:
    with pytest.raises(BadSetting, match=r"Write \[load\.sign_in\]"):
        asked(ROOMS, leads_others=True)


def test_without_a_starter_of_ones_own_nobody_starts() -> None:
    staff = {name: it for name, it in ROOMS.starters.items() if it.owner}

    with pytest.raises(BadSetting, match=r"under \[starters\]"):
        asked(ROOMS.model_copy(update={"starters": staff}))


def test_the_environments_account_takes_the_visitors_place() -> None:
    environ = {"LAYERPROOF_LOAD_EMAIL": "a@b.test", "LAYERPROOF_LOAD_PASSWORD": "hush"}

    values = with_account(ROOMS, "owner", environ).visitors["owner"].values

    assert (values["email"], values["password"]) == ("a@b.test", "hush")
    assert values["name"] == "Nadia Haddad"
    assert with_account(ROOMS, "owner", {}) is ROOMS
