import base64
import gzip
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from harness.backend.mock import Mock, start_mock
from harness.profile.load import load_profile, parse_profile
from harness.scrub.forms import base64_pieces, spellings
from harness.scrub.secret import secrets
from harness.stage.tests.rehearsal import profile_text

MAIN = "import sys; from harness.cli.app import main; sys.exit(main())"
CANARY = "canary/0123456789+planted"
EMAIL = "canary.person+planted@example.test"
PASSWORD = "canary-pass/w0rd+planted"
BYPASS = "canary-bypass-0123456789"
ENVIRON = {
    "CANARY_EMAIL": EMAIL,
    "CANARY_PASSWORD": PASSWORD,
    "VERCEL_AUTOMATION_BYPASS_SECRET": BYPASS,
}
PROFILE = """
extends = "demo"
name = "canaries"

[visitors.owner]
sign_in = "form"
org = "harbour-college"

[visitors.owner.values]
name = "Amara Okafor"
email = { env = "CANARY_EMAIL" }
password = { env = "CANARY_PASSWORD" }
"""
JWT = re.compile(rb"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


def test_what_a_profile_takes_from_the_environment_is_secret_and_its_texts_are_not() -> None:
    text = profile_text().replace('password = "right"', 'password = { env = "APP_PASSWORD" }')
    environ = {"APP_PASSWORD": "planted", "VERCEL_AUTOMATION_BYPASS_SECRET": "opens", "HOME": "/x"}

    found = secrets(parse_profile(text, source="a.toml"), environ, {"x-key": "of-a-header"})

    assert found == {"planted", "opens", "of-a-header"}


def test_what_is_not_set_is_no_secret() -> None:
    assert secrets(load_profile("demo"), {"LAYERPROOF_PASSWORD": ""}, {}) == set()


def test_what_is_no_more_than_a_switch_is_no_secret() -> None:
    headers = {"x-vercel-skip-toolbar": "1", "x-a": "true", "x-b": "12345", "x-key": "of-a-header"}

    assert secrets(load_profile("demo"), {}, headers) == {"of-a-header"}


def contents(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Everything within, archives unpacked, with where it lies."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            for member in found.infolist():
                yield f"{name}!{member.filename}", member.filename.encode()
                yield from contents(found.read(member), f"{name}!{member.filename}")
    elif data.startswith(b"\x1f\x8b"):
        yield from contents(gzip.decompress(data), f"{name}!")
    else:
        yield name, data


def leaks(folder: Path) -> list[str]:
    """Where the canary or a token stands, in any spelling."""
    planted = (CANARY, EMAIL, PASSWORD, BYPASS)
    forms = {form.encode() for it in planted for form in spellings(it) | base64_pieces(it)}
    return [
        where
        for path in sorted(it for it in folder.rglob("*") if it.is_file())
        for where, data in contents(path.read_bytes(), str(path.relative_to(folder)))
        if any(it in data for it in forms) or JWT.search(data)
    ]


def test_a_leak_would_be_found(tmp_path: Path) -> None:
    for name, text in (
        ("plain", CANARY),
        ("url", quote(CANARY, safe="")),
        ("base64", base64.b64encode(f"ab{CANARY}".encode()).decode()),
        ("clean", "nothing"),
    ):
        (tmp_path / name).write_text(text)
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as found:
        found.writestr("inner", gzip.compress(CANARY.encode()))

    assert leaks(tmp_path) == ["base64", "deep.zip!inner!", "plain", "url"]


@pytest.fixture
def broken() -> Iterator[Mock]:
    """An app whose fallback is missing, and whose people have names that are looked for."""
    mock = start_mock(demo=True, defects=("no-fallback",))
    person = {"role": "student", "orgId": "harbour-college", "name": "Amara Okafor"}
    mock.control.seed(
        {"users/canary": person}, passwords={EMAIL: {"uid": "canary", "password": PASSWORD}}
    )
    yield mock
    mock.stop()


@pytest.mark.browser
def test_no_byte_of_a_run_holds_a_secret(broken: Mock, tmp_path: Path) -> None:
    out, profile = tmp_path / "out", tmp_path / "canaries.toml"
    profile.write_text(PROFILE, "utf-8")
    command = [
        *(sys.executable, "-c", MAIN, "verify", "--url", broken.url, "--classify", "1"),
        *("--profile", str(profile), "--header", f"x-key: {CANARY}", "--out", str(out), "-n", "1"),
        *("--only", "test_an_empty_tab_asks_the_server", "--starter", "org"),
        *("--json", str(tmp_path / "out/r.json")),
    ]

    ran = subprocess.run(
        command, capture_output=True, timeout=400, check=False, env={**os.environ, **ENVIRON}
    )

    (out / "said.txt").write_bytes(ran.stdout + ran.stderr)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert list(out.rglob("*trace.zip")), "a failure without a trace shows nothing here"
    assert leaks(out) == []
