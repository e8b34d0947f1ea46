import pytest

from harness.errors import BadSetting
from harness.settings.host import refuse_host


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://localhost:1",
        "https://app.localhost",
        "http://[::1]:8080",
        "http://LOCALHOST.",
    ],
)
def test_this_machine_may_be_put_under_load(url: str) -> None:
    refuse_host(url, {})


@pytest.mark.parametrize(
    "url",
    [
        "https://example.test",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "https://localhost.example.test",
        "http://127.0.0.1.example.test",
        "http://127.0.0.1@example.test",
    ],
)
def test_any_other_host_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="LAYERPROOF_ALLOW_HOST"):
        refuse_host(url, {})


def test_a_host_that_was_allowed_by_name_is_not_refused() -> None:
    refuse_host("https://Stage.example.test/x", {"LAYERPROOF_ALLOW_HOST": "a, stage.example.test"})


def test_allowing_one_host_allows_no_other() -> None:
    with pytest.raises(BadSetting):
        refuse_host("https://b.example.test", {"LAYERPROOF_ALLOW_HOST": "example.test"})


def test_vercel_is_refused_with_its_reason() -> None:
    with pytest.raises(BadSetting, match="Enterprise"):
        refuse_host("https://app-git-main.vercel.app", {})


def test_vercel_too_can_be_allowed() -> None:
    refuse_host("https://a.vercel.app", {"LAYERPROOF_ALLOW_HOST": "a.vercel.app"})


@pytest.mark.parametrize("url", ["", "127.0.0.1:8080", "ftp://127.0.0.1", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="no address"):
        refuse_host(url, {})


def test_an_option_allows_a_host_by_its_name_alone() -> None:
    refuse_host("https://App.example.test:8443/x", {}, ["app.example.test"])

    with pytest.raises(BadSetting, match="--allow-host app"):
        refuse_host("https://app.example.test", {}, ["example.test", ""])


def test_a_star_stands_for_what_nobody_knows_beforehand() -> None:
    named = {"LAYERPROOF_ALLOW_HOST": "app-*-team.vercel.app"}

    refuse_host("https://app-git-fix-1x-team.vercel.app", named)

    for other in ("https://app-x-team.vercel.app.evil.test", "https://other-1x-team.vercel.app"):
        with pytest.raises(BadSetting):
            refuse_host(other, named)
