"""Which keys a profile leaves out, of those that something rests on."""

import pytest

from harness.model.naming import KEYS
from harness.profile.load import load_profile, parse_profile
from harness.profile.profile import Profile

SMALL = """
version = 1
name = "orchard"
[paths]
runner = "/trip/view?t={id}"
sign_in = "/"
dashboards = { traveller = "/" }
[sign_in.nobody]
by = "none"
[sign_in.state]
by = "storage-state"
file = "a.json"
[visitors]
owner = { role = "traveller", sign_in = "nobody" }
%(visitors)s
[starters.planner]
visitor = "owner"
path = "/"
steps = [{ click = { role = "button", name = "Plan my trip" } }]
opens = "new-tab"
[access]
may_read = ["owner"]
[storage]
entry = "orchard.trip.{id}"
[api]
session = "GET /v2/trips/{id}"
create = "POST /v2/trips"
%(api)s
[payload]
id = "tripId"
required = ["tripId"]
nonce = "town"
[screens]
error = { any = [{ css = "main h2" }] }
ready = { any = [{ css = "main ol" }] }
loading = { any = [{ text = "Fetching" }] }
[errors]
%(kinds)s
[buttons]
retry = { role = "button", name = "Try once more" }
dashboard = { role = "link", name = "Home" }
sign_in = { role = "link", name = "Sign in" }
%(more)s
"""
KINDS = 'kinds = { not-found = { any = [{ text = "No such trip" }] } }'


def small(*, visitors: str = "", api: str = "", kinds: str = KINDS, more: str = "") -> Profile:
    parts = {"visitors": visitors, "api": api, "kinds": kinds, "more": more}
    return parse_profile(SMALL % parts, source="orchard.toml")


@pytest.mark.parametrize("name", ["mock", "demo"])
def test_the_house_s_own_profiles_name_everything(name: str) -> None:
    assert load_profile(name).unnamed == ()


def test_a_small_profile_leaves_out_what_it_does_not_say() -> None:
    left_out = set(KEYS) - set(small().unnamed)

    named = {"paths.dashboards", "buttons.dashboard", "buttons.sign_in"}
    assert left_out == {"api.create", "errors.kinds.not-found", *named}


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"api": 'start = "POST /v2/begin"'}, {"api.start"}),
        ({"more": '[telemetry]\nload = "id"'}, {"telemetry", "telemetry.load"}),
        (
            {"kinds": 'attribute = { locator = { css = "main" }, attribute = "k" }'},
            {"errors.kinds"},
        ),
        ({"visitors": 'friend = { role = "traveller", sign_in = "state" }'}, {"sign_in"}),
    ],
)
def test_what_it_says_is_named(parts: dict[str, str], named: set[str]) -> None:
    fewer = set(small().unnamed) - set(small(**parts).unnamed)

    assert {it if not it.startswith("errors.kinds") else "errors.kinds" for it in fewer} == named


def test_who_does_not_sign_in_is_a_guest() -> None:
    profile = small(visitors='friend = { role = "traveller", sign_in = "state" }')

    assert profile.guests == ("owner",)
    assert profile.rules().guests == ("owner",)
    assert profile.rules().unnamed == profile.unnamed
