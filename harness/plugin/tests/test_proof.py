from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import cast

import pytest

from harness.plugin.proof import Proof

LIMIT_S = 20.0


def proof(folder: Path, *, proxied: bool) -> Proof:
    """As much of one as a turn needs."""
    settings = SimpleNamespace(proxied=proxied)
    return cast("Proof", SimpleNamespace(options=SimpleNamespace(settings=settings), folder=folder))


@pytest.mark.parametrize("proxied", [True, False])
def test_only_where_a_database_is_shared_does_one_wait_for_the_other(
    tmp_path: Path, *, proxied: bool
) -> None:
    folder = tmp_path / "made" / "by the turn"
    entered = Event()

    def other() -> None:
        with Proof.turn(proof(folder, proxied=proxied), alone=False):
            entered.set()

    with Proof.turn(proof(folder, proxied=proxied), alone=True):
        thread = Thread(target=other, daemon=True)
        thread.start()
        came_meanwhile = entered.wait(0.2 if proxied else LIMIT_S)
    thread.join(LIMIT_S)

    assert came_meanwhile is not proxied
    assert entered.is_set()
    assert folder.exists() is proxied
