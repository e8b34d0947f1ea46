"""Holds the harness and the mock together: each call of the control plane, on the real mock."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import httpx
import pytest

from harness.backend.control import ControlPlane, TokenKind
from harness.backend.fault import BackendFault
from harness.backend.mock import Mock, running_mock, start_mock
from harness.errors import BackendLost, UsageError
from harness.model.event import Phase
from harness.profile.load import load_profile
from harness.stage.preflight import Arrival, preflight

# For who answers at once: a machine whose cores are all busy takes its time.
LIMIT_S = 120
USER = {"users/u1": {"role": "student", "orgId": "north", "name": "Amara"}}
LOGIN = {"amara@example.test": {"uid": "u1", "password": "secret"}}


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with running_mock() as mock:
        yield mock


@pytest.fixture
def control(mock: Mock) -> ControlPlane:
    mock.control.reset()
    return mock.control


def ask(mock: Mock, path: str, *, token: str = "") -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return httpx.get(f"{mock.url}{path}", headers=headers, trust_env=False, timeout=LIMIT_S)


def test_what_is_seeded_is_stored(control: ControlPlane) -> None:
    instant = {"$time": "2026-01-02T03:04:05Z"}

    control.seed({"interviews/i1": {"userId": "u1", "startTime": instant, "score": None}})

    stored = control.document("interviews/i1")
    assert stored is not None
    assert stored.fields == {"userId": "u1", "startTime": instant, "score": None}
    assert stored.version
    assert control.document("interviews/i2") is None


def test_a_seeded_person_can_sign_in(mock: Mock, control: ControlPlane) -> None:
    control.seed(USER, passwords=LOGIN)

    answer = httpx.post(
        f"{mock.url}/api/auth/sign-in",
        json={"email": "amara@example.test", "password": "secret"},
        trust_env=False,
        timeout=LIMIT_S,
    )

    assert answer.status_code == 200
    assert answer.json()["uid"] == "u1"


@pytest.mark.parametrize("kind", get_args(TokenKind))
def test_only_a_valid_token_is_let_in(mock: Mock, control: ControlPlane, kind: TokenKind) -> None:
    control.seed(USER)

    token = control.token("u1", kind=kind, ttl_s=600)

    expected = 200 if kind == "valid" else 401
    assert ask(mock, "/api/me", token=token.id_token).status_code == expected
    assert token.user["name"] == "Amara"


def test_a_fault_fires_as_often_as_it_was_told_and_is_then_over(
    mock: Mock, control: ControlPlane
) -> None:
    fault = BackendFault({"status": 503}, method="GET", path="/api/health", times=1, after=1)
    (id,) = control.add_faults([fault])

    seen = [ask(mock, "/api/health").status_code for _ in range(3)]

    assert seen == [200, 503, 200]
    (told,) = control.faults()
    assert (told["id"], told["fired"]) == (id, 1)


def test_a_removed_fault_no_longer_fires(mock: Mock, control: ControlPlane) -> None:
    first, _ = control.add_faults([BackendFault({"status": 503}, path="/api/health")] * 2)

    control.remove_fault(first)
    assert len(control.faults()) == 1
    control.clear_faults()

    assert ask(mock, "/api/health").status_code == 200


def test_a_gate_holds_a_request_until_it_is_opened(mock: Mock, control: ControlPlane) -> None:
    control.add_faults([BackendFault({"gate": "door"}, path="/api/health", times=1)])

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(ask, mock, "/api/health")
        log = control.events(0, wait_ms=5_000)
        while not control.parked():
            log = control.events(log.next, wait_ms=5_000)
        assert not held.done()
        (parked,) = control.parked()
        control.open_gate("door")
        answer = held.result(timeout=LIMIT_S)

    assert parked.gate == "door"
    assert parked.at_seq >= 1
    assert answer.status_code == 200
    assert control.parked() == ()


def test_a_database_fault_is_matched_by_the_documents_path(
    mock: Mock, control: ControlPlane
) -> None:
    control.seed({**USER, "interviews/i1": {"userId": "u1"}})
    token = control.token("u1").id_token
    control.add_faults(
        [BackendFault({"error": "unavailable"}, on="database", method="read", path="interviews/i1")]
    )

    assert ask(mock, "/api/interview/session/i1", token=token).status_code == 503


def test_the_log_pairs_a_request_with_its_answer(mock: Mock, control: ControlPlane) -> None:
    before = control.events().next
    answer = ask(mock, "/api/health")

    log = control.events(before, wait_ms=1_000)

    begin, *_, end = [it for it in log.events if it.what == "request"]
    assert (begin.kind, end.kind) == (Phase.BEGIN, Phase.OK)
    assert begin.pair == end.pair == answer.headers["x-request-id"]
    assert begin.detail["path"] == "/api/health"
    assert begin.actor == "server"
    assert log.next >= end.seq
    assert log.lost == 0


def test_a_log_without_news_comes_back_empty_after_the_wait(control: ControlPlane) -> None:
    after = control.events().next

    assert control.events(after, wait_ms=20).events == ()


def test_a_reset_forgets_everything(control: ControlPlane) -> None:
    control.seed(USER)
    control.add_faults([BackendFault({"status": 503}, path="/api/*")])

    control.reset()

    assert control.document("users/u1") is None
    assert control.faults() == ()


def test_the_state_says_what_runs(control: ControlPlane) -> None:
    state = control.state()

    assert state["store"] == "memory"
    assert state["defects"] == []
    assert {"commit", "now_ms"} <= state.keys()


def test_another_secret_is_refused(mock: Mock) -> None:
    stranger = ControlPlane(mock.url, "guess")

    with pytest.raises(BackendLost, match="answered 403"):
        stranger.state()

    stranger.close()


def test_the_mock_is_the_app_of_its_profile(mock: Mock) -> None:
    arrival = preflight(mock.url, load_profile("mock"))

    assert arrival == Arrival(build=str(mock.control.state()["commit"]))


def test_a_port_in_use_is_the_persons_to_change() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=rf"cannot listen on 127\.0\.0\.1:{port}.*--port"):
            start_mock(port=port)


def test_an_unknown_defect_is_the_persons_to_change() -> None:
    with pytest.raises(UsageError, match="no-such-defect"):
        start_mock(defects=["no-such-defect"])


def test_the_demo_people_are_told_and_can_sign_in() -> None:
    mock = start_mock(demo=True)

    found = [
        httpx.post(
            f"{mock.url}/api/auth/sign-in",
            json={"email": it.email, "password": it.password},
            trust_env=False,
            timeout=LIMIT_S,
        ).json()["role"]
        for it in mock.accounts
    ]
    mock.stop()

    assert found == [it.role for it in mock.accounts]
    assert {"student", "staff", "admin"} == set(found)


def test_without_a_demo_nobody_is_told(mock: Mock) -> None:
    assert mock.accounts == ()


def test_a_second_host_serves_the_same_app() -> None:
    with running_mock(also_hosts=["127.0.0.2"]) as both:
        port = both.url.rpartition(":")[2]

        answer = httpx.get(f"http://127.0.0.2:{port}/api/health", trust_env=False, timeout=LIMIT_S)

    assert answer.status_code == 200
