from datetime import timedelta

import pytest

from mock_backend.auth.accounts import Account
from mock_backend.tests.client import Mock

CREDENTIALS = {"email": "Ann@Example.test", "password": "right"}


@pytest.fixture
def signed_in(mock: Mock) -> dict[str, object]:
    mock.services.accounts.add(Account("ann@example.test", "ann", "right"))
    answer: dict[str, object] = mock.call("POST", "/api/auth/sign-in", json=CREDENTIALS).json()
    return answer


def test_signing_in_gives_tokens_that_work(mock: Mock, signed_in: dict[str, object]) -> None:
    me = mock.call("GET", "/api/me", token=str(signed_in["idToken"])).json()

    assert me == {
        "uid": "ann",
        "email": "ann@example.test",
        "role": "student",
        "name": "Ann Archer",
        "orgId": "north",
    }
    assert {**me, "expiresIn": 3600}.items() <= signed_in.items()


def test_an_expired_token_is_renewed(mock: Mock, signed_in: dict[str, object]) -> None:
    mock.clock.move(timedelta(hours=2))
    refresh = {"refreshToken": signed_in["refreshToken"]}

    renewed = mock.call("POST", "/api/auth/token", json=refresh).json()

    assert mock.call("GET", "/api/me", token=str(signed_in["idToken"])).status_code == 401
    assert mock.call("GET", "/api/me", token=renewed["idToken"]).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [{**CREDENTIALS, "password": "wrong"}, {**CREDENTIALS, "email": "nobody@example.test"}],
)
def test_a_wrong_password_and_an_unknown_person_look_alike(
    mock: Mock, signed_in: dict[str, object], typed: dict[str, str]
) -> None:
    assert signed_in
    answer = mock.call("POST", "/api/auth/sign-in", json=typed)

    assert (answer.status_code, answer.json()["detail"]) == (
        401,
        "E-mail or password is not right.",
    )


def test_an_unknown_refresh_token_is_401(mock: Mock) -> None:
    assert mock.call("POST", "/api/auth/token", json={"refreshToken": "x"}).status_code == 401


def test_the_keys_verify_a_token_and_hold_no_secret(mock: Mock) -> None:
    keys = mock.call("GET", "/.well-known/jwks.json").json()["keys"]

    assert [set(key) & {"d", "p", "q"} for key in keys] == [set()]
    assert keys[0]["alg"] == "RS256"


@pytest.mark.parametrize(
    ("uid", "names"),
    [
        ("sue", ["Ann Archer", "Bob Baker"]),
        ("tom", []),
        ("ada", ["Ann Archer", "Bob Baker", "Cid Cook"]),
    ],
)
def test_staff_see_their_students(mock: Mock, uid: str, names: list[str]) -> None:
    students = mock.call("GET", "/api/org/students", uid=uid).json()["students"]

    assert [student["name"] for student in students] == names


def test_students_see_no_students(mock: Mock) -> None:
    assert mock.call("GET", "/api/org/students", uid="ann").status_code == 403


def test_own_interviews_come_newest_first(mock: Mock) -> None:
    ids = []
    for _ in range(3):
        ids.append(mock.created("ann"))
        mock.clock.move(timedelta(seconds=1))
    mock.created("bob")

    found = mock.call("GET", "/api/interviews", uid="ann").json()["interviews"]

    assert [interview["id"] for interview in found] == ids[::-1]
