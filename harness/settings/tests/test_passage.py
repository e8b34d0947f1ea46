from pathlib import Path

import pytest

from harness.errors import BadSetting
from harness.settings.passage import passage, renewed
from harness.settings.resolve import resolve

URL = "https://app-1a2b3c4d5-team.vercel.app"
BYPASS, TRUSTED = "x-vercel-protection-bypass", "x-vercel-trusted-oidc-idp-token"
SKIP = "x-vercel-skip-toolbar"


def sent(url: str = URL, *, secret: str = "", oidc: str = "", **said: str) -> dict[str, str]:
    named = {name.replace("_", "-"): it for name, it in said.items()}
    return dict(passage(named, url, secret=secret, oidc=oidc, environ={"TOKEN": "tok"}))


def test_the_secret_goes_along_and_the_toolbar_stays_away() -> None:
    assert sent(secret="hush") == {BYPASS: "hush", SKIP: "1"}


def test_a_token_goes_along_beside_it() -> None:
    assert sent(oidc="env:TOKEN") == {TRUSTED: "tok", SKIP: "1"}
    assert sent(secret="hush", oidc="env:TOKEN")[BYPASS] == "hush"


def test_what_a_person_says_wins() -> None:
    found = sent(secret="hush", oidc="env:TOKEN", X_Vercel_Protection_Bypass="mine")

    assert found == {"X-Vercel-Protection-Bypass": "mine", TRUSTED: "tok", SKIP: "1"}


def test_without_a_secret_only_vercels_own_hosts_are_told_of_the_toolbar() -> None:
    assert sent() == {SKIP: "1"}
    assert sent("https://app.example.test") == {}


def test_a_mock_of_the_runs_own_is_told_nothing() -> None:
    assert sent("", secret="hush", oidc="env:TOKEN", x_a="1") == {"x-a": "1"}


def test_a_source_that_leads_nowhere_is_refused_at_once() -> None:
    with pytest.raises(BadSetting, match="no way to an OIDC token"):
        sent(oidc="tokens.txt")


def test_another_process_asks_for_the_token_anew(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("new")
    told = {TRUSTED: "old", BYPASS: "hush"}

    assert dict(renewed(told, {"LAYERPROOF_OIDC": f"file:{file}"})) == {
        BYPASS: "hush",
        TRUSTED: "new",
    }
    assert dict(renewed(told, {"VERCEL_OIDC_TOKEN": "of the environment"}))[TRUSTED] == (
        "of the environment"
    )
    assert dict(renewed(told, {})) == told
    assert dict(renewed({BYPASS: "hush"}, {"LAYERPROOF_OIDC": f"file:{file}"})) == {BYPASS: "hush"}


def test_secrets_come_from_their_own_variables_and_are_never_shown(tmp_path: Path) -> None:
    environ = {"VERCEL_AUTOMATION_BYPASS_SECRET": "hush", "VERCEL_OIDC_TOKEN": "tok"}

    settings = resolve({"url": URL}, environ, tmp_path)

    assert settings.plain_headers[BYPASS] == "hush"
    assert settings.oidc == "env:VERCEL_OIDC_TOKEN"
    assert settings.shown()["bypass-secret"] == (
        "•••",
        "environment VERCEL_AUTOMATION_BYPASS_SECRET",
    )
    assert "hush" not in f"{settings!r}{settings.shown()}{settings.plain_headers!r}"
    assert settings.said_headers == {}


def test_a_secret_is_no_setting_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.layerproof]\nbypass-secret = "hush"\n')

    with pytest.raises(BadSetting, match="which is no setting") as caught:
        resolve({}, {}, tmp_path)
    assert "hush" not in str(caught.value)
