"""Nothing that is recorded holds a token."""

import base64
import json

from hypothesis import given
from hypothesis import strategies as st

from harness.model.event import Json
from harness.stage.mask import (
    bearer_uid,
    has_token,
    issued_s,
    mask,
    mask_text,
    subject,
    token_print,
)


def jwt(**claims: Json) -> str:
    def part(value: object) -> str:
        text = json.dumps(value).encode()
        return base64.urlsafe_b64encode(text).decode().rstrip("=")

    return f"{part({'alg': 'RS256', 'typ': 'JWT'})}.{part(claims)}.c2lnbmF0dXJl"


def test_a_token_becomes_the_name_of_whom_it_speaks_for() -> None:
    text = f"GET /x with {jwt(sub='ada')} went out"

    assert mask_text(text) == "GET /x with <token of ada> went out"


def test_a_bearer_header_tells_its_uid() -> None:
    assert bearer_uid(f"Bearer {jwt(sub='ada')}") == "ada"
    assert bearer_uid("Bearer nonsense") == "unreadable"
    assert bearer_uid("Basic YTpi") == "unreadable"
    assert bearer_uid("") == ""


def test_named_secrets_are_masked_however_deep() -> None:
    told: Json = {"a": [{"refreshToken": "r-123456", "name": "Ada"}], "password": "practice"}

    assert mask(told) == {
        "a": [{"refreshToken": "<masked>", "name": "Ada"}],
        "password": "<masked>",
    }


def test_a_secret_in_a_text_of_json_is_masked() -> None:
    assert "r-123456" not in mask_text('{"refresh_token": "r-123456"}')


def test_what_is_no_token_stays_as_it_is() -> None:
    assert mask_text("eyes wide open") == "eyes wide open"
    assert subject("a.b") == ""


@given(st.text(), st.text(), st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_no_token_survives_wherever_it_stands(before: str, after: str, uid: str) -> None:
    token = jwt(sub=uid)

    masked = mask_text(f"{before} {token} {after}")

    assert token not in masked
    assert not has_token(masked) or has_token(before + after)


def test_one_token_is_told_from_another_without_being_kept() -> None:
    ann, other = f"Bearer {jwt(sub='ann', iat=1)}", f"Bearer {jwt(sub='ann', iat=2)}"

    assert token_print(ann) == token_print(ann) != token_print(other)
    assert len(token_print(ann)) == 8
    assert token_print(ann) not in ann
    assert token_print("") == ""


def test_a_token_says_when_it_was_issued() -> None:
    assert issued_s(f"Bearer {jwt(iat=12)}") == 12
    assert issued_s(f"Bearer {jwt(iat='soon')}") is None
    assert issued_s("Bearer nonsense") is None
    assert issued_s("") is None
