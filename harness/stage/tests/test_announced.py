import json
from typing import Any

import pytest

from harness.errors import BadSetting, NotDeployed
from harness.stage.announced import Deployed, address_of, deployed_by

SHA = "0123456789abcdef0123456789abcdef01234567"
URL = "https://example-project-abc123.vercel.app"
ID = "dpl_1234567890abcdefghijklmnopqr"


def dispatch(action: str = "vercel.deployment.ready", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    payload = {
        "environment": "preview",
        "git": {"ref": "topic", "sha": SHA, "shortSha": SHA[:7]},
        "id": ID,
        "project": {"id": "prj_1", "name": "example-project"},
        "state": {"type": "pending"},
        "url": URL,
    }
    return {"action": action, "branch": "main", "client_payload": payload | changes}


def status(state: str = "success", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    told = {"state": state, "environment_url": URL, "target_url": URL}
    return {
        "action": "created",
        "deployment_status": told | changes,
        "deployment": {"sha": SHA, "environment": "Preview", "id": 1},
    }


def read(tree: object) -> Deployed:
    return deployed_by(json.dumps(tree), where="the event")


def test_a_dispatch_names_address_commit_and_id() -> None:
    assert read(dispatch()) == Deployed(URL, SHA, ID)
    assert read(dispatch("vercel.deployment.success")).commit == SHA


def test_a_payload_alone_is_read_by_its_state() -> None:
    payload = dispatch(state={"type": "ready"})["client_payload"]

    assert read(payload) == Deployed(URL, SHA, ID)


def test_a_deployment_status_names_address_and_commit() -> None:
    assert read(status()) == Deployed(URL, SHA)
    assert read(status(environment_url="")).url == URL


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (dispatch("vercel.deployment.error"), "no deployment to prove, but 'error'"),
        (dispatch("vercel.deployment.ignored"), "'ignored'"),
        (dispatch("vercel.deployment.pending"), "wait for the next event"),
        (status("failure"), "'failure'"),
        (status("in_progress"), "wait for the next event"),
        (status(""), "'nothing'"),
    ],
)
def test_what_did_not_come_to_be_is_not_known(tree: object, said: str) -> None:
    with pytest.raises(NotDeployed, match=said) as caught:
        read(tree)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "tree",
    [
        [],
        {},
        {"action": "opened", "pull_request": {}},
        dispatch(url="javascript:alert(1)"),
        dispatch(url="https://user:secret@x.test"),
        dispatch(url="https://x.test$(id)/"),
        dispatch(url=""),
        dispatch(id="dpl_$(id)"),
        dispatch(git={"sha": "; rm -rf /"}),
        status(environment_url="file:///etc/passwd"),
    ],
)
def test_what_is_no_address_and_no_commit_is_refused(tree: object) -> None:
    with pytest.raises(BadSetting):
        read(tree)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(BadSetting, match="the event is no JSON"):
        deployed_by("{", where="the event")


def test_an_address_keeps_to_its_origin_and_may_lack_its_scheme() -> None:
    assert address_of(f"{URL}/some/page?x=1", "it") == URL
    assert address_of("a-b-c.vercel.app", "it") == "https://a-b-c.vercel.app"
    assert address_of("own.localhost:81", "it") == "http://own.localhost:81"
