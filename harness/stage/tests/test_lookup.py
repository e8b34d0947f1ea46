import httpx
import pytest

from harness.errors import BadSetting, NotDeployed, TargetUnreachable
from harness.stage.announced import Deployed
from harness.stage.lookup import StillBuilding, looked_up

SHA = "0123456789abcdef0123456789abcdef01234567"
FOUND = {
    "id": "dpl_1",
    "url": "app-1a2b3c4d5-team.vercel.app",
    "readyState": "READY",
    "alias": ["app-git-topic-team.vercel.app"],
    "meta": {"githubCommitSha": SHA},
}


def look(answer: httpx.Response | Exception, *, team: str = "") -> tuple[Deployed, httpx.Request]:
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    environ = {"VERCEL_TOKEN": "api", "VERCEL_TEAM_ID": team}
    return looked_up("dpl_1", environ, transport=httpx.MockTransport(reply)), seen[0]


def test_the_deployments_own_address_is_found_and_not_its_alias() -> None:
    found, asked = look(httpx.Response(200, json=FOUND), team="team_1")

    assert found == Deployed("https://app-1a2b3c4d5-team.vercel.app", SHA, "dpl_1")
    assert str(asked.url) == "https://api.vercel.com/v13/deployments/dpl_1?teamId=team_1"
    assert asked.headers["authorization"] == "Bearer api"


def test_a_deployment_without_a_commit_has_none() -> None:
    assert look(httpx.Response(200, json={**FOUND, "meta": {}}))[0].commit == ""
    assert look(httpx.Response(200, json={**FOUND, "meta": None}))[0].commit == ""


@pytest.mark.parametrize("state", ["QUEUED", "BUILDING", "INITIALIZING"])
def test_what_is_being_built_can_be_waited_for(state: str) -> None:
    with pytest.raises(StillBuilding, match=state):
        look(httpx.Response(200, json={**FOUND, "readyState": state}))


@pytest.mark.parametrize("state", ["ERROR", "CANCELED", "DELETED", ""])
def test_what_came_to_nothing_is_not_waited_for(state: str) -> None:
    with pytest.raises(NotDeployed, match="came to nothing"):
        look(httpx.Response(200, json={**FOUND, "readyState": state}))


def test_an_unknown_deployment_is_told() -> None:
    with pytest.raises(NotDeployed, match="knows no deployment 'dpl_1'"):
        look(httpx.Response(404, json={}))


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_is_the_persons_to_mend(status: int) -> None:
    with pytest.raises(BadSetting, match="Is VERCEL_TOKEN right"):
        look(httpx.Response(status))


@pytest.mark.parametrize(
    "answer", [httpx.ConnectError("no"), httpx.Response(500), httpx.Response(200, text="x")]
)
def test_an_api_that_does_not_tell_is_unreachable(answer: httpx.Response | Exception) -> None:
    with pytest.raises(TargetUnreachable):
        look(answer)
