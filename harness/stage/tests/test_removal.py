"""What is deleted at the end, as whom, and what is left where that fails."""

import logging

import pytest

from harness.errors import NotObserved, TargetUnreachable
from harness.profile.policy import Cleanup
from harness.stage.ask import Answer
from harness.stage.removal import remove


class Server:
    """Answers each call with the status for its path, and remembers it."""

    def __init__(self, **statuses: int) -> None:
        self.statuses = statuses
        self.asked: list[tuple[str, str, dict[str, str], object]] = []

    def ask(
        self,
        origin: str,
        method: str,
        path: str,
        *,
        headers: dict[str, str],
        body: object,
        insecure: bool,
        tag: str,
    ) -> Answer:
        assert (origin, insecure, tag) == ("http://app.test", False, "")
        self.asked.append((method, path, headers, body))
        status = self.statuses.get(path.rpartition("/")[2], 204)
        if not status:
            raise TargetUnreachable("nobody there")
        return Answer(status, {}, None, "")


def removed(
    monkeypatch: pytest.MonkeyPatch, server: Server, way: Cleanup, *made: tuple[str, str]
) -> int:
    def bearer(visitor: str) -> str:
        if visitor == "lost":
            raise NotObserved("no token of theirs")
        if visitor == "guest":
            return ""
        return f"token of {visitor}"

    monkeypatch.setattr("harness.stage.removal.ask", server.ask)
    return remove(
        made,
        way,
        origin="http://app.test",
        headers={"x-pass": "s"},
        bearer=bearer,
        insecure=False,
    )


BY_PATH = Cleanup(path="DELETE /api/rooms/{id}")


def test_each_is_deleted_by_who_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()

    assert removed(monkeypatch, server, BY_PATH, ("a", "owner"), ("b", "staff")) == 2
    assert [(method, path) for method, path, *_ in server.asked] == [
        ("DELETE", "/api/rooms/a"),
        ("DELETE", "/api/rooms/b"),
    ]
    assert [it["Authorization"] for *_, it, _ in server.asked] == [
        "Bearer token of owner",
        "Bearer token of staff",
    ]
    assert server.asked[0][2]["x-pass"] == "s"
    assert server.asked[0][3] is None


def test_who_has_no_token_sends_none(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()

    assert removed(monkeypatch, server, BY_PATH, ("a", "guest")) == 1
    assert server.asked[0][2] == {"x-pass": "s"}


def test_the_profile_may_name_who_deletes_and_the_bodys_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server, way = Server(), Cleanup(path="POST /api/purge", visitor="admin", field="room")

    assert removed(monkeypatch, server, way, ("a", "owner")) == 1
    [(_, path, headers, body)] = server.asked
    assert (path, headers["Authorization"], body) == (
        *("/api/purge", "Bearer token of admin"),
        {"room": "a"},
    )


def test_what_is_gone_already_counts_and_what_was_refused_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Server(missing=404, over=410, refused=403, broken=500)
    made = [(it, "owner") for it in ("missing", "over", "refused", "broken")]

    assert removed(monkeypatch, server, BY_PATH, *made) == 2


def test_one_that_cannot_be_deleted_is_logged_and_the_others_are(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(dead=0)
    caplog.set_level(logging.WARNING)

    made = [("x", "lost"), ("dead", "owner"), ("y", "owner")]
    assert removed(monkeypatch, server, BY_PATH, *made) == 1
    assert "x could not be cleaned up: no token of theirs" in caplog.text
    assert "dead could not be cleaned up: nobody there" in caplog.text
