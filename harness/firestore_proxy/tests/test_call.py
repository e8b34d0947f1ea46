"""What rules do to an app's calls of the official emulator, told over the control plane."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.cloud import firestore

from harness.backend.control import ControlPlane
from harness.backend.fault import BackendFault
from harness.firestore_proxy.tests.acts import listening, refusal
from harness.firestore_proxy.tests.conftest import Connect, Proxied
from harness.model.event import Phase

LONG_S = 20.0
PATH = "interviews/abc"


@pytest.fixture
def control(proxied: Proxied) -> Iterator[ControlPlane]:
    """The proxy's, without a rule before and after."""
    proxied.control.reset()
    yield proxied.control
    proxied.control.reset()


@pytest.fixture
def client(proxied: Proxied, connect: Connect) -> firestore.Client:
    return connect(proxied.address)


def add(control: ControlPlane, effect: dict[str, Any], **more: Any) -> None:  # noqa: ANN401
    control.add_faults([BackendFault(effect, on="database", **more)])


def once(client: firestore.Client, **more: Any) -> str:  # noqa: ANN401
    """Writes without trying again; the status that refused it."""
    return refusal(lambda: client.document(PATH).set({"a": 1}, retry=None, **more))


def stands(client: firestore.Client) -> bool:
    return bool(client.document(PATH).get().exists)


@pytest.mark.parametrize("after", [False, True])
def test_a_write_is_refused_before_its_effect_or_after_it(
    after: bool, control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"error": "unavailable", "after": after}, method="replace", path="interviews/*")

    assert once(client) == "UNAVAILABLE"
    assert stands(client) is after
    assert refusal(lambda: client.document("users/u").set({}, retry=None)) == ""


def test_so_many_are_let_by_and_so_many_are_hit(
    control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"error": "permission-denied"}, method="Commit", times=2, after=1)

    assert [once(client) for _ in range(4)] == ["", *["PERMISSION_DENIED"] * 2, ""]
    assert [it["fired"] for it in control.faults()] == [2]


def test_googles_client_hides_unavailable_from_the_app(
    control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"error": "unavailable"}, method="replace", times=1)

    client.document(PATH).set({"a": 1})

    assert [it["fired"] for it in control.faults()] == [1]
    assert stands(client)


def test_a_held_write_has_not_taken_place_until_its_gate_is_opened(
    control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"gate": "db.replace"}, method="replace")
    writing = threading.Thread(target=lambda: client.document(PATH).set({"a": 1}))
    writing.start()
    until(lambda: bool(control.parked()))
    [parked] = control.parked()
    assert (parked.gate, parked.what) == ("db.replace", f"db.replace {PATH}")
    assert not stands(client)

    control.open_gate("db.replace")

    writing.join(LONG_S)
    assert stands(client)
    assert control.parked() == ()


def test_a_delay_is_a_delay(control: ControlPlane, client: firestore.Client) -> None:
    add(control, {"delay_ms": 300}, method="replace")
    began = time.monotonic()

    assert once(client) == ""
    assert time.monotonic() - began >= 0.3


def test_a_dropped_answer_is_of_a_write_that_took_place(
    control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"hang": True, "after": True}, method="replace", times=1)
    ended = list[str]()
    asking = threading.Thread(target=lambda: ended.append(once(client, timeout=LONG_S)))
    asking.start()

    until(lambda: any(it.what == "gate" for it in control.events().events))

    assert stands(client)
    assert asking.is_alive()
    control.reset()
    asking.join(LONG_S)
    assert ended == ["UNAVAILABLE"]


def test_an_aborted_transaction_is_played_again_at_once(
    control: ControlPlane, client: firestore.Client
) -> None:
    """The emulator locks what a transaction has read, so that it must be told that this is over."""
    counter = client.document("counters/c")
    counter.set({"n": 0})
    add(control, {"error": "aborted"}, method="Commit", times=1)

    @firestore.transactional
    def count(transaction: firestore.Transaction) -> None:
        found = counter.get(transaction=transaction).get("n")
        transaction.update(counter, {"n": found + 1})

    began = time.monotonic()
    count(client.transaction())

    assert counter.get().get("n") == 1
    assert time.monotonic() - began < LONG_S
    told = [(it.kind, it.what) for it in control.events().events]
    assert told.count((Phase.INFO, "db.rollback")) == 1
    assert told.count((Phase.BEGIN, "db.begin")) == 2


def test_another_transaction_can_write_once_one_was_aborted(
    control: ControlPlane, client: firestore.Client
) -> None:
    counter = client.document("counters/c")
    counter.set({"n": 0})
    left = client.transaction(max_attempts=1)
    left._begin()
    counter.get(transaction=left)
    left.update(counter, {"n": 1})
    add(control, {"error": "aborted"}, method="Commit", times=1)

    assert refusal(lambda: left._commit()) == "ABORTED"

    assert refusal(lambda: counter.set({"n": 2}, retry=None, timeout=LONG_S)) == ""


def test_a_listener_can_be_held_and_refused(
    control: ControlPlane, client: firestore.Client
) -> None:
    add(control, {"gate": "listens"}, method="listen", path="interviews")
    heard = threading.Event()
    with listening(client.collection("interviews"), lambda *_: heard.set()):
        until(lambda: bool(control.parked()))
        assert not heard.is_set()

        control.open_gate("listens")

        assert heard.wait(LONG_S)


def until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG_S
    while not done():
        assert time.monotonic() < ends
