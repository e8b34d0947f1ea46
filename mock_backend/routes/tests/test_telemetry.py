import json

import pytest

from mock_backend.tests.client import Mock

BEACON = {
    "version": 1,
    "loadId": "0f8c2c1e",
    "starter": "student-dashboard",
    "layer": "server",
    "outcome": "ready",
    "kind": None,
    "attempts": 2,
    "layerMs": {"storage": 1.5, "auth": 30, "server": 1200, "total": 1300},
    "reasons": {"storage": "missing"},
    "navigation": "navigate",
    "connection": "4g",
}


@pytest.mark.parametrize("kind", ["text/plain;charset=UTF-8", "application/json", ""])
def test_a_beacon_of_any_type_is_kept_in_the_log(mock: Mock, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    body = json.dumps(BEACON).encode()

    answer = mock.run(mock.client.post("/api/telemetry", content=body, headers=headers))

    assert answer.status_code == 204
    assert mock.events("beacon")[0]["detail"] == {"message": BEACON, "replaces": False}


def test_a_second_message_of_one_load_replaces_the_first(mock: Mock) -> None:
    for outcome in ("abandoned", "ready"):
        mock.call("POST", "/api/telemetry", json={**BEACON, "outcome": outcome})

    assert [event["detail"]["replaces"] for event in mock.events("beacon")] == [False, True]


@pytest.mark.parametrize(
    "wrong", [{"uid": "ann"}, {"version": 2}, {"outcome": "fine"}, {"attempts": 4}, {"loadId": ""}]
)
def test_what_is_no_beacon_is_refused(mock: Mock, wrong: dict[str, object]) -> None:
    answer = mock.call("POST", "/api/telemetry", json={**BEACON, **wrong})

    assert (answer.status_code, mock.events("beacon")) == (400, [])
