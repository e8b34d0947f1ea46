"""The whole application on the official emulator, and what `clear` must not touch."""

import asyncio
import os
from uuid import uuid4

import pytest

from mock_backend.store.firestore import EMULATOR, firestore_store
from mock_backend.store.opening import opened
from mock_backend.store.repository import CannotOpen, Missing
from mock_backend.tests.process import running

CREDENTIALS = {"email": "student@example.test", "password": "practice"}


def test_an_interview_starts_and_is_given_back(firestore_address: str) -> None:
    environment = {EMULATOR: firestore_address}

    with running("--store", "firestore", "--demo", environment=environment) as mock:
        me = mock.client.post("/api/auth/sign-in", json=CREDENTIALS).json()
        mock.client.headers["Authorization"] = f"Bearer {me['idToken']}"
        created = mock.client.post("/api/student/interviews", json={"route": "usa_f1"}).json()
        start = {
            "action": "start",
            "userId": me["uid"],
            "visaType": "v",
            "route": "usa_f1",
            "studentProfile": {"name": me["name"]},
            "firestoreInterviewId": created["id"],
        }
        started = mock.client.post("/api/interview/session", json=start).json()
        payload = mock.client.get(f"/api/interview/session/{created['id']}").json()

    assert payload["apiSession"] == started["session"]
    assert payload["firstQuestion"] == started["question"]


def test_clear_leaves_what_somebody_else_wrote(
    firestore_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EMULATOR, firestore_address)
    project = f"test-{uuid4().hex[:12]}"

    async def two() -> None:
        ours, theirs = firestore_store(project), firestore_store(project)
        await ours.create("users/ours", {"a": 1})
        await theirs.create("users/theirs", {"a": 1})
        await ours.clear()
        assert (await theirs.read("users/theirs")).document == {"a": 1}
        with pytest.raises(Missing):
            await theirs.read("users/ours")
        await ours.close()
        await theirs.close()

    asyncio.run(two())


def test_without_emulator_and_credentials_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith(("GOOGLE_", "FIRESTORE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setenv("NO_GCE_CHECK", "true")

    with pytest.raises(CannotOpen, match=EMULATOR):
        opened("firestore")
