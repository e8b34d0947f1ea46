"""Signing in with Firebase Authentication's password provider, over REST, and the record in which
its Web SDK remembers the user.

The call: https://cloud.google.com/identity-platform/docs/reference/rest/v1/accounts/signInWithPassword
(the emulator answers the same below its own host). The record is the SDK's own JSON of a user; it
stands under `firebase:authUser:{api key}:{app name}`.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from harness.errors import NotObserved
from harness.stage.account import state_of
from harness.stage.ask import Answer, ask

GOOGLE = "https://identitytoolkit.googleapis.com"
CALL = "/v1/accounts:signInWithPassword?key="
DATABASE, STORE, KEY_PATH = "firebaseLocalStorageDb", "firebaseLocalStorage", "fbase_key"


@dataclass(frozen=True, slots=True)
class Project:
    """Where the app's users are. `emulator` is host:port, '' for Google's own."""

    api_key: str
    emulator: str = ""
    tenant: str = ""
    app_name: str = "[DEFAULT]"


@dataclass(frozen=True, slots=True)
class User:
    """Who was let in. `expires_ms` is an epoch time."""

    uid: str
    email: str
    name: str
    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_ms: int


def sign_in(project: Project, email: str, password: str, *, tag: str = "") -> User:
    """The user; raises NotObserved with Firebase's own word for a refusal, TargetUnreachable."""
    asked: dict[str, Any] = {"email": email, "password": password, "returnSecureToken": True}
    if project.tenant:
        asked["tenantId"] = project.tenant
    origin = f"http://{project.emulator}" if project.emulator else GOOGLE
    below = "/identitytoolkit.googleapis.com" if project.emulator else ""
    path = f"{below}{CALL}{quote(project.api_key, safe='')}"
    answer = ask(origin, "POST", path, headers={}, body=asked, tag=tag)
    if answer.status != 200 or not answer.field("idToken"):
        raise NotObserved(
            f"Firebase at {origin} did not let '{email}' in: {answer.status} {_word(answer)}. "
            "Check the account, the api_key, and that the password provider is switched on."
        )
    seconds = int(str(answer.field("expiresIn") or 3_600))
    return User(
        uid=str(answer.field("localId") or ""),
        email=str(answer.field("email") or email),
        name=str(answer.field("displayName") or ""),
        id_token=str(answer.field("idToken")),
        refresh_token=str(answer.field("refreshToken") or ""),
        expires_ms=int(time.time() * 1_000) + seconds * 1_000,
    )


def state_with(
    user: User, project: Project, origin: str, *, in_database: bool
) -> dict[str, object]:
    """The browser's state in which the SDK finds the user: its database, or localStorage."""
    key = f"firebase:authUser:{project.api_key}:{project.app_name}"
    record = record_of(user, project)
    if not in_database:
        return state_of(origin, storage={key: json.dumps(record)})
    store = {
        "name": STORE,
        "keyPath": KEY_PATH,
        "autoIncrement": False,
        "indexes": [],
        "records": [{"value": {KEY_PATH: key, "value": record}}],
    }
    return state_of(origin, databases=[{"name": DATABASE, "version": 1, "stores": [store]}])


def record_of(user: User, project: Project) -> Mapping[str, Any]:
    """The user as the SDK writes one (`UserImpl.toJSON`)."""
    now = str(int(time.time() * 1_000))
    provider = {
        "providerId": "password",
        "uid": user.email,
        "displayName": user.name or None,
        "email": user.email,
        "phoneNumber": None,
        "photoURL": None,
    }
    record: dict[str, Any] = {
        "uid": user.uid,
        "email": user.email,
        "emailVerified": False,
        "isAnonymous": False,
        "providerData": [provider],
        "stsTokenManager": {
            "refreshToken": user.refresh_token,
            "accessToken": user.id_token,
            "expirationTime": user.expires_ms,
        },
        "createdAt": now,
        "lastLoginAt": now,
        "apiKey": project.api_key,
        "appName": project.app_name,
    }
    if user.name:
        record["displayName"] = user.name
    if project.tenant:
        record["tenantId"] = project.tenant
    return record


def _word(answer: Answer) -> str:
    """Firebase's word for what is wrong, such as INVALID_LOGIN_CREDENTIALS."""
    error = answer.field("error")
    if isinstance(error, Mapping):
        return str(error.get("message") or "")
    return "(no answer of Firebase's)"
