"""Signing in over the Identity Toolkit's REST call, against a small one on loopback."""

import json
from collections.abc import Iterator
from typing import Any, cast

import pytest

from harness.errors import NotObserved
from harness.stage.account import stored_in
from harness.stage.firebase import Project, User, sign_in, state_with
from harness.stage.tests.identity import TOKEN, Toolkit, toolkit

ORIGIN = "http://app.test"
KEY = "firebase:authUser:key:[DEFAULT]"
ADA = User("u-1", "ada@x.test", "Ada", "id", "again", 1_700_000_000_000)


@pytest.fixture
def firebase() -> Iterator[Toolkit]:
    with toolkit() as it:
        yield it


def test_a_password_is_exchanged_for_tokens(firebase: Toolkit) -> None:
    project = Project("key/1", emulator=firebase.host, tenant="school")

    user = sign_in(project, "ada@x.test", "right")

    [(path, body)] = firebase.asked
    assert path == ("/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=key%2F1")
    assert (body["tenantId"], body["returnSecureToken"]) == ("school", True)
    assert (user.uid, user.name, user.id_token) == ("u-1", "Ada", TOKEN)


def test_a_refusal_is_told_in_firebases_own_word(firebase: Toolkit) -> None:
    with pytest.raises(NotObserved, match=r"'ada@x.test' in: 400 INVALID_LOGIN_CREDENTIALS"):
        sign_in(Project("key", emulator=firebase.host), "ada@x.test", "wrong")


def test_no_secret_is_shown(firebase: Toolkit) -> None:
    with pytest.raises(NotObserved) as told:
        sign_in(Project("key", emulator=firebase.host), "ada@x.test", "hunter2")

    assert "hunter2" not in str(told.value)
    assert "again" not in repr(ADA)


def test_the_record_stands_where_the_sdk_looks_for_it() -> None:
    project = Project("key")

    in_storage = state_with(ADA, project, ORIGIN, in_database=False)
    in_database = cast("dict[str, Any]", state_with(ADA, project, ORIGIN, in_database=True))

    record = json.loads(stored_in(in_storage, ORIGIN, KEY))
    assert (record["uid"], record["emailVerified"], record["isAnonymous"]) == ("u-1", False, False)
    assert record["stsTokenManager"]["expirationTime"] == ADA.expires_ms
    [database] = in_database["origins"][0]["indexedDB"]
    [stored] = database["stores"][0]["records"]
    assert database["name"] == "firebaseLocalStorageDb"
    assert stored["value"]["fbase_key"] == KEY
    assert stored["value"]["value"]["uid"] == "u-1"
