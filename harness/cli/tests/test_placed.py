import json
from pathlib import Path

import pytest

from harness.cli.placed import Placed, placed
from harness.errors import BadSetting, NotDeployed
from harness.settings.resolve import resolve
from harness.stage.announced import Deployed
from harness.stage.deployment import Patience

SHA = "0123456789abcdef0123456789abcdef01234567"
OWN = "https://app-1a2b3c4d5-team.vercel.app"
ALIAS = "https://app-git-topic-team.vercel.app"
ID = "dpl_1234567890"
TOKEN = {"VERCEL_TOKEN": "api"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Vercel's API was asked for; it answers the one deployment."""
    names: list[str] = []

    def look(name: str, *_: object, **__: object) -> Deployed:
        names.append(name)
        return Deployed(OWN, SHA, ID)

    monkeypatch.setattr("harness.cli.placed.looked_up", look)
    return names


def place(cwd: Path, environ: dict[str, str] | None = None, **flags: object) -> Placed:
    patience = Patience(0, lambda: 0.0, lambda _: None)
    settings = resolve(flags, {}, cwd)
    return placed(settings, environ or {}, patience=patience, tell=lambda _: None)


def event(folder: Path, action: str = "vercel.deployment.ready") -> Path:
    file = folder / "event.json"
    payload = {"url": OWN, "id": ID, "git": {"sha": SHA}, "state": {"type": "ready"}}
    file.write_text(json.dumps({"action": action, "client_payload": payload}))
    return file


def test_an_address_is_what_it_is(tmp_path: Path, asked: list[str]) -> None:
    found = place(tmp_path, TOKEN, url=OWN, expect_commit=SHA)

    assert (found.settings.url, found.deployment, asked) == (OWN, "", [])


def test_an_event_says_address_and_commit(tmp_path: Path, asked: list[str]) -> None:
    found = place(tmp_path, event=str(event(tmp_path)), headers=["x-a: 1"])

    settings = found.settings
    assert (settings.url, settings.expect_commit, found.deployment) == (OWN, SHA, ID)
    assert settings.origins["url"] == "flag --event"
    assert settings.said_headers == {"x-a": "1"}
    assert settings.plain_headers["x-vercel-skip-toolbar"] == "1"
    assert asked == []


def test_an_id_is_looked_up(tmp_path: Path, asked: list[str]) -> None:
    found = place(tmp_path, TOKEN, deployment=ID)

    assert (found.settings.url, found.settings.expect_commit, asked) == (OWN, SHA, [ID])
    assert found.settings.origins["url"] == "flag --deployment"


def test_an_id_without_a_token_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"set VERCEL_TOKEN.*--event"):
        place(tmp_path, deployment=ID)
    with pytest.raises(BadSetting, match="no deployment's id"):
        place(tmp_path, TOKEN, deployment="latest")


def test_an_alias_becomes_the_deployments_own_host(tmp_path: Path, asked: list[str]) -> None:
    found = place(tmp_path, TOKEN, url=ALIAS, expect_commit=SHA[:12])

    assert found.settings.url == OWN
    assert asked == ["app-git-topic-team.vercel.app"]


def test_an_alias_that_cannot_be_looked_up_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="branch's alias, which moves on"):
        place(tmp_path, url=ALIAS, expect_commit=SHA)
    assert place(tmp_path, url=ALIAS).settings.url == ALIAS, "nothing was promised of its commit"


def test_what_contradicts_the_event_is_refused(tmp_path: Path) -> None:
    file = str(event(tmp_path))

    with pytest.raises(BadSetting, match="is not the commit of this deployment"):
        place(tmp_path, event=file, expect_commit="fedcba9876543210")
    with pytest.raises(BadSetting, match="is not this deployment's address"):
        place(tmp_path, event=file, url="https://other.vercel.app")
    assert place(tmp_path, event=file, url=ALIAS, expect_commit=SHA[:8]).settings.url == OWN


def test_an_event_without_a_deployment_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(NotDeployed, match="'error'"):
        place(tmp_path, event=str(event(tmp_path, "vercel.deployment.error")))
    with pytest.raises(BadSetting, match="cannot be read"):
        place(tmp_path, event=str(tmp_path / "missing.json"))
