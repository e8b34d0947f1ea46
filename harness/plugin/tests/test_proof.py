from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import cast

import pytest

from harness.errors import Protected, TargetUnreachable
from harness.model.target import Target
from harness.plugin.proof import Proof
from harness.stage.ask import Answer

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


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(401, {"x-vercel-id": "fra1::x"}, None, ""), Protected),
        (Answer(403, {"x-vercel-mitigated": "challenge"}, None, ""), Protected),
        (TargetUnreachable("gone"), TargetUnreachable),
        (Answer(200, {"x-vercel-id": "fra1::x"}, None, ""), None),
        (Answer(401, {}, None, ""), None),
    ],
)
def test_a_wall_in_the_middle_of_a_run_is_a_target_that_is_gone(
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer | Exception,
    error: type[Exception] | None,
) -> None:
    sent: list[object] = []

    def ask(*_: object, headers: object, **__: object) -> Answer:
        sent.append(headers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("harness.plugin.proof.ask", ask)
    target = Target("app", "https://app.test", frozenset(), headers={"x-door": "open"})
    settings = SimpleNamespace(insecure=False)
    fields = {"mock": None, "target": target, "tag": "", "gone": None}
    it = SimpleNamespace(**fields, options=SimpleNamespace(settings=settings))
    it._ask = lambda: Proof._ask(cast("Proof", it))

    gone = Proof.target_is_gone(cast("Proof", it))

    assert gone is (error is not None)
    assert sent == [{"x-door": "open"}], "what opens the door goes along"
    assert type(it.gone) is (error or type(None))
