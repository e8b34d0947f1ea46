"""Several applications on one emulator: each has a proxy, and a project, of its own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harness.backend.control import ControlPlane
from harness.backend.fault import database_fault
from harness.backend.mock import SECRET_VARIABLE
from harness.backend.proxied import proxy_control
from harness.errors import TargetUnreachable
from harness.power.blackbox import BlackBox
from harness.power.proxied import Proxies
from harness.stage.backend import DatabaseFault

SEED = 7


@pytest.fixture
def proxies(emulator: str) -> Iterator[Proxies]:
    """Before the emulator."""
    with closing(Proxies(emulator)) as found:
        yield found


def test_a_fault_at_one_proxy_is_not_at_another(proxies: Proxies) -> None:
    with proxies.open() as one, proxies.open() as other:
        assert one.address != other.address
        with (
            closing(ControlPlane(one.control_url, one.secret)) as here,
            closing(ControlPlane(other.control_url, other.secret)) as there,
        ):
            here.add_faults([database_fault(DatabaseFault("read", "unavailable"))])

            assert [len(it.faults()) for it in (here, there)] == [1, 0]


def test_what_is_not_there_is_said() -> None:
    with (
        closing(Proxies("127.0.0.1:9")) as proxies,
        pytest.raises(TargetUnreachable, match=r"Nothing listens at 127\.0\.0\.1:9"),
        proxies.open(),
    ):
        pass


def test_a_black_box_keeps_its_documents_behind_its_proxy(proxies: Proxies, tmp_path: Path) -> None:
    box = BlackBox(SEED, proxies.open)

    with box.open([], tmp_path) as reach:
        url = reach.options[-1].removeprefix("--layerproof-firestore-proxy=")
        with closing(proxy_control(url, reach.environ)) as control:
            told = [it.what for it in control.events().events]

    assert box.name == "black box, its database behind a proxy"
    assert set(reach.environ) == {SECRET_VARIABLE}
    assert told.count("db.create") >= 8


def test_two_black_boxes_do_not_meet(proxies: Proxies, tmp_path: Path) -> None:
    """The demo people of the second are made, although those of the first are there already."""
    box = BlackBox(SEED, proxies.open)

    with box.open([], tmp_path), box.open([], tmp_path) as second:
        url = second.options[-1].removeprefix("--layerproof-firestore-proxy=")
        with closing(proxy_control(url, second.environ)) as control:
            failed = [it for it in control.events().events if it.kind == "fail"]

    assert failed == []
