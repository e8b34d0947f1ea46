"""The proxy as a whole, before the official emulator: nobody notices it, until a rule is told."""

import asyncio
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from google.api_core.exceptions import GoogleAPICallError
from google.cloud import firestore
from google.cloud.firestore_v1.types import ListenRequest, Target

from harness.backend.fault import BackendFault
from harness.errors import TargetUnreachable
from harness.firestore_proxy import proxy
from harness.firestore_proxy.address import Address
from harness.firestore_proxy.proxy import Plan, standing
from harness.firestore_proxy.tests.acts import ACTS, refusal
from harness.firestore_proxy.tests.conftest import COMMAND, Connect, Proxied, proxied_by
from harness.model.event import Phase

HERE = Address("127.0.0.1", 0)
LONG_S = 20.0
HELD = BackendFault({"gate": "never-opened"}, on="database", method="replace")


@pytest.mark.parametrize("way", ["directly", "through the proxy"])
@pytest.mark.parametrize("name", ACTS)
def test_googles_client_sees_the_same(
    name: str, way: str, emulator: str, proxied: Proxied, connect: Connect
) -> None:
    act, expected = ACTS[name]
    before = proxied.control.events(after=0).next

    found = act(connect(emulator if way == "directly" else proxied.address))

    assert found == expected
    # What the test before has left may end only now; what begins now is this one's.
    told = proxied.control.events(after=before).events
    went_through = [it for it in told if it.kind is Phase.BEGIN]
    assert bool(went_through) == (way != "directly")
    assert all(it.what != "db.unknown" for it in went_through)


def listen(client: firestore.Client, path: str, heard: threading.Event) -> None:
    """Listens to a document until the stream ends, and not again. (The library's own listener, told
    to stop while its server is gone, may open its stream again without a pause and without end.)
    """
    document = f"{client._database_string}/documents/{path}"
    target = Target(documents=Target.DocumentsTarget(documents=[document]), target_id=1)
    asked = ListenRequest(database=client._database_string, add_target=target)
    over = threading.Event()

    def requests() -> Iterator[ListenRequest]:
        yield asked
        over.wait(LONG_S)

    with suppress(GoogleAPICallError):
        for _ in client._firestore_api.listen(requests=requests(), metadata=client._rpc_metadata):
            heard.set()
    over.set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_although_a_call_is_held(
    number: signal.Signals, emulator: str, connect: Connect
) -> None:
    heard, ended = threading.Event(), list[str]()

    def refused(client: firestore.Client) -> str:
        return refusal(lambda: client.document("a/b").set({}, retry=None, timeout=LONG_S))

    with proxied_by(emulator) as found:
        found.control.add_faults([HELD])
        client = connect(found.address)
        hearing = threading.Thread(target=lambda: listen(client, "a/b", heard))
        hearing.start()
        assert heard.wait(LONG_S)
        asking = threading.Thread(target=lambda: ended.append(refused(client)))
        asking.start()
        while not found.control.parked():
            assert asking.is_alive()

        found.process.send_signal(number)
        _, complained = found.process.communicate(timeout=LONG_S)
        asking.join(LONG_S)
        hearing.join(LONG_S)

    assert not hearing.is_alive()
    assert ended == ["UNAVAILABLE"]
    assert found.process.returncode == 130
    assert "Traceback" not in complained


def test_a_port_in_use_is_exit_2_with_what_to_do(emulator: str, proxied: Proxied) -> None:
    port = proxied.address.rpartition(":")[2]

    second = subprocess.run(
        [*COMMAND, "firestore-proxy", "--listen", f":{port}", "--upstream", emulator],
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 2
    assert f"--listen 127.0.0.1:{port}: it is in use. Choose another port" in second.stderr
    assert len(second.stderr.splitlines()) == 1


def test_what_is_no_database_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "ANSWERS_S", 0.2)

    async def play(port: int) -> None:
        async with standing(Plan(HERE, Address("127.0.0.1", port), HERE, "")):
            pass

    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(TargetUnreachable, match=f"127.0.0.1:{port} did not speak gRPC"):
            asyncio.run(play(port))
