import pytest

from mock_backend.edge.opening import NoSecret, announced, plan_of
from mock_backend.edge.switch import UnknownSwitch

SECRET = {"VERCEL_AUTOMATION_BYPASS_SECRET": "hush", "VERCEL_TOKEN": "api"}


def test_secrets_come_from_the_environment_and_are_not_shown() -> None:
    plan = plan_of(["protection"], SECRET)

    assert (plan.secret, plan.api_token) == ("hush", "api")
    assert "hush" not in repr(plan)


def test_a_door_without_a_secret_is_refused() -> None:
    with pytest.raises(NoSecret, match="set VERCEL_AUTOMATION_BYPASS_SECRET"):
        plan_of(["oidc"], {})
    assert plan_of(["cold-start"], {}).secret == ""


def test_a_misspelt_switch_is_refused() -> None:
    with pytest.raises(UnknownSwitch, match="toolbar"):
        plan_of(["tolbar"], SECRET)


def test_it_says_where_everything_is() -> None:
    told = announced("http://127.0.0.1:81", plan_of(["long-host"], {}).names)

    host = told["url"].removeprefix("http://").removesuffix(".localhost:81")
    assert len(host) == 63
    assert told["alias"].endswith(".localhost:81")
    assert told["tokens"] == "http://127.0.0.1:81/__edge/token"
