"""What meets a preview, on the stand-in for a hosting's edge: from the settings to what is said."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from harness.backend.mock import Mock, start_mock
from harness.cli.placed import placed
from harness.errors import LayerproofError, NotDeployed, NotTheApp, Protected
from harness.profile.load import load_profile
from harness.settings.resolve import resolve
from harness.settings.settings import Settings
from harness.settings.token import Token, reader_of
from harness.stage.ask import ask
from harness.stage.bypass import cookies_for
from harness.stage.deployment import Patience, until_deployed
from harness.stage.preflight import Arrival, preflight

SECRET = "an-automation-secret-of-32-signs"
SHA = "0123456789abcdef0123456789abcdef01234567"
# A machine whose cores are all busy starts a process in that time.
LIMIT_S = 180.0
AUDIENCE = "https://vercel.com/layerproof"
PROFILE = load_profile("demo")
VERCELS = {
    "VERCEL_AUTOMATION_BYPASS_SECRET": SECRET,
    "VERCEL_TOKEN": "api",
    "VERCEL_GIT_COMMIT_SHA": SHA,
}


@contextmanager
def preview(*switches: str) -> Iterator[Mock]:
    """The mock behind an edge with these switches."""
    environ = {**os.environ, **VERCELS}
    mock = start_mock(
        edge=switches, controlled=False, demo=True, environ=environ, timeout_s=LIMIT_S
    )
    try:
        yield mock
    finally:
        mock.stop()


def settings_of(mock: Mock, environ: dict[str, str] | None = None, **flags: object) -> Settings:
    url = {"url": mock.preview["url"]} if "deployment" not in flags else {}
    return resolve({**url, **flags}, environ or {}, Path("/"))


def arrived(settings: Settings, *, commit: str = "") -> tuple[Arrival, list[str]]:
    """What is found there by who waits for a minute, which passes at once."""
    now, said = [0.0], list[str]()

    def sleep(seconds: float) -> None:
        now[0] += seconds

    def look() -> Arrival:
        return preflight(settings.url, PROFILE, headers=settings.plain_headers)

    patience = Patience(60, lambda: now[0], sleep)
    return until_deployed(look, commit=commit, patience=patience, tell=said.append), said


def refusal(act: Callable[[], object]) -> LayerproofError:
    with pytest.raises(LayerproofError) as caught:
        act()
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value), "it is one line"
    return caught.value


def test_protection_lets_in_who_knows_the_secret() -> None:
    with preview("protection", "long-host") as mock:
        known = settings_of(mock, {"VERCEL_AUTOMATION_BYPASS_SECRET": SECRET})
        wrong = settings_of(mock, {"VERCEL_AUTOMATION_BYPASS_SECRET": "guessed"})

        arrival, said = arrived(known, commit=SHA)
        wall = refusal(lambda: arrived(settings_of(mock)))
        refused = refusal(lambda: arrived(wrong))

        cookies = cookies_for(known.url, known.plain_headers)
        (cookie,) = (f"{name}={value}" for name, value in cookies.items())
        by_cookie = ask(known.url, "GET", "/api/me", headers={"Cookie": cookie})
        without = ask(known.url, "GET", "/api/health", headers={})
        none = refusal(lambda: cookies_for(wrong.url, wrong.plain_headers))

    assert (arrival.build, said) == (SHA, [])
    assert arrival.way.startswith("fra1::iad1::")
    assert "behind a login wall" in str(wall)
    assert "VERCEL_AUTOMATION_BYPASS_SECRET" in str(wall)
    assert "is refused: is the secret" in str(refused)
    assert (by_cookie.field("code"), without.status) == ("unauthenticated", 401)
    assert isinstance(none, Protected)
    for error in (wall, refused, none):
        assert SECRET not in str(error)
        assert "guessed" not in str(error)


def test_a_token_lets_in_and_is_renewed_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with preview("oidc:300s") as mock:
        job = {
            "ACTIONS_ID_TOKEN_REQUEST_URL": mock.preview["tokens"],
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": SECRET,
        }
        for name, value in job.items():
            monkeypatch.setenv(name, value)
        arrival, _ = arrived(settings_of(mock, oidc=f"github:{AUDIENCE}"), commit=SHA)
        refused = refusal(lambda: arrived(settings_of(mock, oidc="github:https://elsewhere.test")))

        ahead_s = [0.0]
        token = Token("it", reader_of(f"github:{AUDIENCE}", job), lambda: time.time() + ahead_s[0])
        first, again = token.text(), token.text()
        ahead_s[0] = 250
        renewed = token.text()

    assert arrival.build == SHA
    assert "is refused" in str(refused)
    assert first == again != renewed


@pytest.mark.parametrize(
    ("switch", "kind", "said"),
    [
        ("challenge", Protected, "a bot challenge (403 challenge). A secret does not pass it"),
        ("rate-limit", Protected, "a rate limit (429 deny). Wait before you ask again"),
        ("deployment-error", NotDeployed, "a deployment error (410 DEPLOYMENT_DELETED). Deploy"),
    ],
)
def test_what_stands_in_the_apps_place_is_said(
    switch: str, kind: type[Exception], said: str
) -> None:
    with preview(switch) as mock:
        found = refusal(lambda: arrived(settings_of(mock), commit=SHA))

    assert isinstance(found, kind)
    assert said in str(found)


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        ("not-ready:3", "DEPLOYMENT_NOT_READY_REDIRECTING"),
        ("ready-too-soon:2", "DEPLOYMENT_NOT_FOUND"),
    ],
)
def test_what_is_not_there_yet_is_waited_for(switch: str, said: str) -> None:
    with preview(switch) as mock:
        arrival, waits = arrived(settings_of(mock), commit=SHA)

    assert arrival.build == SHA
    assert len(waits) == 1
    assert said in waits[0]


def test_an_alias_that_lags_is_waited_for_and_told() -> None:
    with preview("alias:7") as mock:
        alias = settings_of(mock, url=mock.preview["alias"])

        late = refusal(lambda: preflight_only(alias))
        arrival, waits = arrived(alias, commit=SHA)

    assert isinstance(late, NotTheApp)
    assert mock.preview["before"] in str(late)
    assert (arrival.build, len(waits)) == (SHA, 1)


def preflight_only(settings: Settings) -> Arrival:
    """One look, without patience."""
    return until_deployed(
        lambda: preflight(settings.url, PROFILE, headers=settings.plain_headers),
        commit=SHA,
        patience=Patience(0, lambda: 0.0, lambda _: None),
        tell=lambda _: None,
    )


def test_an_id_and_an_alias_lead_to_the_deployments_own_host() -> None:
    with preview("alias") as mock:
        environ = {"VERCEL_TOKEN": "api", "LAYERPROOF_VERCEL_API": mock.preview["api"]}
        patience = Patience(0, lambda: 0.0, lambda _: None)
        asked = [
            settings_of(mock, deployment=mock.preview["deployment"]),
            settings_of(mock, url=mock.preview["alias"], expect_commit=SHA),
        ]

        found = [placed(it, environ, patience=patience, tell=lambda _: None) for it in asked]

    for it in found:
        assert it.settings.url == mock.preview["url"]
        assert it.settings.expect_commit == SHA
        assert it.deployment == mock.preview["deployment"]


def test_a_function_that_timed_out_is_the_apps_own() -> None:
    with preview("timeout:1") as mock:
        arrival, _ = arrived(settings_of(mock))

    assert arrival.build == SHA
