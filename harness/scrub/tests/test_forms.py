import base64
import html
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest

from harness.scrub.forms import base64_pieces, spellings

SECRETS = ["s3cr3t-Value_0815", 'quo"te\\and/slash&<tag>', "mit ümlaut & 漢字", "it's"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_known_in_every_spelling(secret: str) -> None:
    found = spellings(secret)

    for text in (
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        urlencode({"x": secret})[2:],
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret))[3:-3],
        html.escape(secret),
    ):
        assert any(it in text for it in found), text


@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("after", range(4))
def test_it_is_known_in_base64_wherever_it_begins(before: int, after: int) -> None:
    secret = "s3cr3t-Value_0815"
    encoded = base64.b64encode(b"\xff" * before + secret.encode() + b"\xff" * after).decode()
    for_urls = base64.urlsafe_b64encode(b"\xff" * before + secret.encode() + b"~" * after).decode()

    assert any(it in encoded for it in base64_pieces(secret))
    assert any(it in for_urls for it in base64_pieces(secret))


def test_a_short_secret_has_no_piece_that_says_anything() -> None:
    assert base64_pieces("abc") == frozenset()
