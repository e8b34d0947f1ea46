"""The application in this process, spoken to over ASGI, for tests."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx

from mock_backend.app import create_app
from mock_backend.auth.forgery import Kind
from mock_backend.auth.token import Minting, new_key
from mock_backend.faults.apparatus import apparatus
from mock_backend.faults.effect import Fault
from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import Document

T = TypeVar("T")

SECRET = "of-the-tests"
KEY = new_key()
# Of the event loop, until who woke has done what it woke for: nothing here waits for anybody else.
TURNS = 5

PEOPLE: Mapping[str, Document] = {
    "ann": {"role": "student", "orgId": "north", "name": "Ann Archer"},
    "bob": {"role": "student", "orgId": "north", "name": "Bob Baker"},
    "cid": {"role": "student", "orgId": "", "name": "Cid Cook"},
    "sue": {"role": "staff", "orgId": "north", "name": "Sue Smith"},
    "tom": {"role": "staff", "orgId": "south", "name": "Tom Turner"},
    "ada": {"role": "admin", "orgId": "", "name": "Ada Adams"},
}


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def now_ms(self) -> float:
        return self.at.timestamp() * 1000

    def move(self, by: timedelta) -> None:
        self.at += by


class Mock:
    """An application with everybody in its database; answers are httpx's."""

    def __init__(
        self, *defects: str, rate_per_minute: int = 10_000, deadline_s: float | None = None
    ) -> None:
        self.clock = SetClock()
        self.store = MemoryStore()
        self.app = create_app(
            self.store,
            self.clock,
            apparatus(self.clock),
            defects=defects,
            control_secret=SECRET,
            rate_per_minute=rate_per_minute,
            deadline_s=deadline_s,
            key=KEY,
        )
        self.services = self.app.services
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://mock")
        for uid, fields in PEOPLE.items():
            self.run(self.store.create(f"users/{uid}", fields))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine, run to its end."""
        return self._runner.run(work)

    def pass_by(self, seconds: float) -> None:
        """Lets whoever sleeps in the application wake as if so long had passed."""
        loop = self._runner.get_loop()
        now = loop.time
        loop.time = lambda: now() + seconds  # type: ignore[method-assign]
        for _ in range(TURNS):
            self.run(asyncio.sleep(0))

    def close(self) -> None:
        """Ends the loop; held requests end with it."""
        self.run(self.client.aclose())
        self._runner.close()

    def token(self, uid: str, kind: Kind = "valid") -> str:
        """A token for this person, or one that is wrong."""
        return self.services.forger.forge(kind, Minting(uid))

    def call(
        self, method: str, path: str, *, uid: str = "", json: object = None, token: str = ""
    ) -> httpx.Response:
        """One request, by `uid` if one is given."""
        return self.run(self.acall(method, path, uid=uid, json=json, token=token))

    async def acall(
        self, method: str, path: str, *, uid: str = "", json: object = None, token: str = ""
    ) -> httpx.Response:
        """The same, to be awaited."""
        bearer = token or (self.token(uid) if uid else "")
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return await self.client.request(method, path, headers=headers, json=json)

    def get(self, interview_id: str, uid: str = "ann", **how: str) -> httpx.Response:
        """GET session."""
        return self.call("GET", f"/api/interview/session/{interview_id}", uid=uid, **how)

    def created(self, uid: str = "ann") -> str:
        """The id of an interview that this student created."""
        answer = self.call("POST", "/api/student/interviews", uid=uid, json={"route": "usa_f1"})
        return str(answer.json()["id"])

    def act(self, action: str, uid: str = "ann", **fields: object) -> httpx.Response:
        """POST session."""
        body = {"action": action, **fields}
        return self.call("POST", "/api/interview/session", uid=uid, json=body)

    def start(self, interview_id: str, uid: str = "ann", **other: object) -> httpx.Response:
        """Starts an interview; `other` replaces fields of the body."""
        body: dict[str, object] = {
            "userId": uid,
            "visaType": "US F-1 visa",
            "route": "usa_f1",
            "studentProfile": {"name": "Ann Archer"},
            "firestoreInterviewId": interview_id,
            **other,
        }
        return self.act("start", uid, **body)

    def started(self, uid: str = "ann") -> str:
        """The id of an interview in progress."""
        interview_id = self.created(uid)
        self.start(interview_id, uid).raise_for_status()
        return interview_id

    def document(self, interview_id: str) -> dict[str, Any]:
        """What the database holds."""
        return self.run(self.store.read(f"interviews/{interview_id}")).document

    def change(self, interview_id: str, **fields: Any) -> None:  # noqa: ANN401 - any stored value
        """Changes fields in the database, past the application."""
        document = {**self.document(interview_id), **fields}
        self.run(self.store.replace(f"interviews/{interview_id}", document, expect=None))

    def fault(self, on: str, effect: Mapping[str, object], **rest: object) -> str:
        """Installs a fault."""
        fault = Fault.model_validate({"on": on, "effect": effect, **rest})
        return self.services.faults.install(fault)

    def events(self, what: str = "") -> list[dict[str, Any]]:
        """The log, or its entries of one kind."""
        found: list[dict[str, Any]] = self.services.log.after(0)[0]
        return [event for event in found if what in ("", event["what"])]
