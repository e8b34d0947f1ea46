import socket

import gevent
import gevent.socket
import pytest

from harness.swarm.names import Names, know_local_names


class Asked:
    """A resolver that notes what it is asked."""

    def __init__(self) -> None:
        self.hosts: list[object] = []

    def getaddrinfo(self, host: object, *rest: object) -> str:
        self.hosts.append((host, *rest))
        return "addresses"

    def gethostbyaddr(self, address: str) -> str:
        return f"name of {address}"


def test_local_names_are_this_machine_and_the_rest_is_asked_for() -> None:
    inner = Asked()
    names = Names(inner)

    assert names.getaddrinfo("app-1.localhost", 80) == "addresses"
    names.getaddrinfo("app.example.test", 443, 2)
    names.getaddrinfo(None, 80)

    assert inner.hosts == [("127.0.0.1", 80), ("app.example.test", 443, 2), (None, 80)]
    assert names.gethostbyaddr("127.0.0.1") == "name of 127.0.0.1"


def test_gevents_sockets_find_them(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = gevent.get_hub()
    monkeypatch.setattr(hub, "resolver", hub.resolver)
    know_local_names()
    known = hub.resolver
    know_local_names()

    found = gevent.socket.getaddrinfo("nobody-has-this.localhost", 81, type=socket.SOCK_STREAM)

    assert {it[4][:2] for it in found} == {("127.0.0.1", 81)}
    assert hub.resolver is known
