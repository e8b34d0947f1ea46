import pytest

from harness.judge.innards import innards_in, token_in


@pytest.mark.parametrize(
    "text",
    [
        "We could not load your interview. Please try again in a minute.",
        "Error: you are offline",
        "YOUR INTERVIEW HAS EXPIRED. RETURN TO DASHBOARD",
        "It ended on 3/4/2026 at 10:30 (UTC).",
        "Nullable things and annulled bookings",
    ],
)
def test_plain_sentences_pass(text: str) -> None:
    assert innards_in(text) == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("TypeError: x", "exception"),
        ("a\n    at load (app.js:3:7)", "stack"),
        ('Traceback (most recent call last)\n  File "a.py", line 3', "stack"),
        ("eyJhbGciOiJSUzI1NiJ9.e30.x", "token"),
        ("[object Object]", "raw data"),
        ("Hello undefined", "none"),
        ("GET /api/interview failed", "API"),
        ("connect ECONNREFUSED", "code"),
        ("7 PERMISSION_DENIED", "code"),
        ("in /srv/app/main.py", "file"),
    ],
)
def test_innards_are_named(text: str, what: str) -> None:
    assert what in innards_in(text)


def test_a_token_is_seen_also_where_it_was_masked() -> None:
    assert token_in("x <token of u1>")
    assert not token_in("the bearer of this letter")
