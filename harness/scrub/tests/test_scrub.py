import base64
import html
import json
from urllib.parse import quote

import pytest

from harness.scrub.scrub import MASKED, Scrubber

SECRET = 's3cr3t/"Value"&0815'
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"


def scrub(text: str, *secrets: str) -> str:
    return Scrubber(secrets).data(text.encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"before{SECRET}after",
        quote(SECRET, safe=""),
        json.dumps({"x": SECRET}),
        json.dumps({"x": json.dumps({"y": SECRET})}),
        html.escape(SECRET),
        base64.b64encode(f"a{SECRET}b".encode()).decode(),
    ],
)
def test_a_known_secret_is_gone_in_every_form(text: str) -> None:
    found = scrub(text, SECRET)

    assert found != text
    # What is left says nothing of it, however it is read.
    assert "0815" not in found
    assert base64.b64encode(b"0815")[:5].decode() not in found


def test_json_stays_json() -> None:
    told = {"headers": [{"name": "Cookie", "value": "a=1"}], "n": 1, "text": f"<{SECRET}>"}

    found = json.loads(scrub(json.dumps(told), SECRET))

    assert found == {
        "headers": [{"name": "Cookie", "value": MASKED}],
        "n": 1,
        "text": f"<{MASKED}>",
    }


def test_lines_of_json_stay_lines() -> None:
    lines = [json.dumps({"refreshToken": "abcdefgh"}), "", json.dumps({"a": [1, 2]}), "torn {"]

    found = scrub("\n".join(lines)).split("\n")

    assert json.loads(found[0]) == {"refreshToken": MASKED}
    assert found[1:] == lines[1:]


@pytest.mark.parametrize(
    "named",
    [
        {"name": "Authorization", "value": "Bearer abcdefghijk"},
        {"name": "set-cookie", "value": "sid=abcdefgh; Path=/"},
        {"name": "x-vercel-protection-bypass", "value": "abcdefgh"},
        {"authorization": "abcdefgh"},
        {"cookies": [{"name": "sid", "value": "abcdefgh", "path": "/"}]},
        {"idToken": "abcdefgh"},
        {"password": "abcdefgh"},
    ],
)
def test_what_is_named_as_one_is_one(named: dict[str, object]) -> None:
    assert "abcdefgh" not in scrub(json.dumps({"x": [named]}))


@pytest.mark.parametrize(
    "text",
    [
        f"token {JWT}.",
        f"%22idToken%22%3A%22{JWT}%22",
        r"{\"refreshToken\":\"abcdefgh12345\"}",
        "%22refreshToken%22%3A%22abcdefgh12345%22",
        "email=a%40b.test&password=abcdefgh12345&x=1",
        "Authorization: Bearer abcdefgh12345",
    ],
)
def test_what_looks_like_one_in_text_is_one(text: str) -> None:
    found = scrub(text)

    assert "abcdefgh12345" not in found
    assert "eyJ" not in found


def test_a_short_secret_is_masked_where_it_stands_by_itself() -> None:
    assert scrub("practice makes practices", "practice") == f"{MASKED} makes practices"


@pytest.mark.parametrize(
    "text",
    ["{ not json", "plain text", '{"name": "Ada", "value": "7"}', "passwordless", "token ring"],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert scrub(text, SECRET) == text


def test_json_stays_json_where_a_secrets_name_has_a_bare_value() -> None:
    text = '{"password": null, "idToken":true, "refresh_token": 12345, "access_token": "abcdef"}'

    found = json.loads(Scrubber([]).data(b" " + text.encode()))

    assert found == {
        "password": None,
        "idToken": True,
        "refresh_token": 12345,
        "access_token": MASKED,
    }
