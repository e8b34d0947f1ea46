"""What `init` says to mistakes, and what it writes for the mock, as a person would use both."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.backend.mock import start_mock
from harness.cli.app import main
from harness.cli.init import EMAIL, PASSWORD, accounts_of, seen_account
from harness.errors import BadSetting
from harness.machine.display import SCREENS
from harness.profile.load import load_profile

SCENARIO = "test_a_stored_session_needs_no_server"
COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
URL = "http://127.0.0.1:9"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["init", *arguments])
    return code, capsys.readouterr().err


def test_without_an_account_nobody_signs_in() -> None:
    assert accounts_of(None, [], "P", {}) == ()


@pytest.mark.parametrize(
    "arguments", [("--headed",), ("--email", "a@b.test"), ("--account", "staff=s@b.test")]
)
def test_an_app_without_sign_in_has_no_accounts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out = str(tmp_path / "it.toml")

    code, error = said(capsys, URL, "--no-sign-in", "--out", out, *arguments)

    assert "--no-sign-in goes without --headed, --email and --account." in error
    assert code == 2


def test_a_profile_that_is_there_is_not_written_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("version = 1", encoding="utf-8")

    code, error = said(capsys, URL, "--out", str(mine))

    assert "is there already. Give --out another name, or --force." in error
    assert code == 2
    assert mine.read_text("utf-8") == "version = 1"


def test_an_app_that_does_not_answer_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(PASSWORD, "x")

    code, error = said(capsys, URL, "--email", "a@b.test", "--out", str(tmp_path / "it.toml"))

    assert "GET http://127.0.0.1:9/ got no answer" in error
    assert code == 3


def test_each_account_has_its_own_password_or_everybodys() -> None:
    environ = {"P": "shared", "P_FOREIGN_STAFF": "own"}

    owner, staff = accounts_of("a@b.test", ["foreign-staff=s@b.test"], "P", environ)

    assert (owner.name, owner.password, owner.password_env) == ("owner", "shared", "P")
    assert (staff.name, staff.password, staff.password_env) == (
        "foreign-staff",
        "own",
        "P_FOREIGN_STAFF",
    )


def test_another_account_needs_the_owners() -> None:
    with pytest.raises(BadSetting, match=f"as the owner: give --email, or set {EMAIL}"):
        accounts_of(None, ["staff=s@b.test"], "P", {"P": "x"})


@pytest.mark.parametrize(
    ("others", "environ", "message"),
    [
        (["staff"], {"P": "x"}, "write NAME=EMAIL"),
        ([], {}, "'owner' has no password: set P, or P_OWNER"),
    ],
)
def test_a_mistaken_account_is_told(
    others: list[str], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(BadSetting, match=message):
        accounts_of("a@b.test", others, "P", environ)


def test_a_window_needs_a_display(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("harness.machine.display.sys.platform", "linux")
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)

    code, error = said(capsys, URL, "--headed", "--out", str(tmp_path / "it.toml"))

    assert error.count("\n") == 1
    assert "--headed opens a window" in error
    assert code == 3


@pytest.mark.parametrize(
    ("name", "environ", "variable"),
    [
        ("owner", {}, "P"),
        ("staff", {}, "P_STAFF"),
        ("staff", {"P": "x"}, "P"),
        ("foreign-staff", {"P": "x", "P_FOREIGN_STAFF": "y"}, "P_FOREIGN_STAFF"),
    ],
)
def test_who_was_seen_to_sign_in_has_a_variable_for_the_password(
    name: str, environ: dict[str, str], variable: str
) -> None:
    found = seen_account(name, "a@b.test", "P", {**environ, EMAIL: "a@b.test"})

    assert (found.password, found.password_env, found.email_env) == ("", variable, EMAIL)
    assert seen_account(name, "c@b.test", "P", {EMAIL: "a@b.test"}).email_env == ""


def test_an_address_from_the_environment_stays_there() -> None:
    (owner,) = accounts_of(None, [], "P", {EMAIL: "a@b.test", "P": "x"})

    assert owner.email_env == EMAIL


@pytest.mark.slow
@pytest.mark.browser
def test_the_mocks_profile_is_found_by_walking_through_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(PASSWORD, "practice")
    out = tmp_path / "found.toml"

    mock = start_mock(demo=True)
    try:
        accounts = ("--email", "student@example.test", "--account", "staff=staff@example.test")
        # It has a Playwright of its own, of which a thread can have but one.
        with ThreadPoolExecutor(1) as aside:
            code = aside.submit(main, ["init", mock.url, "--out", str(out), *accounts]).result()
        asked = ["verify", "--url", mock.url, "--profile", str(out), "-k", SCENARIO]
        played = subprocess.run(
            [*COMMAND, *asked, "--allow-untested", "--out", str(tmp_path / "out")],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=400,
            check=False,
        )
    finally:
        mock.stop()

    found, known = load_profile(out), load_profile("mock")
    assert code == 0
    assert played.returncode == 0, played.stdout
    assert found.paths.runner == known.paths.runner
    # What a cookie holds where storage is blocked is seen by nobody whose storage is open.
    unseen = {"auth", "reader_cookie"}
    assert found.storage.model_dump(exclude=unseen) == known.storage.model_dump(exclude=unseen)
    for role in ("session", "create", "start", "answer", "end", "telemetry"):
        assert getattr(found.api, role) == getattr(known.api, role), role
    assert set(found.starters) == {"student", "student-dashboard", "org"}
    for name, it in found.starters.items():
        assert it.opens == known.starters[name].opens
        assert it.steps[-1] == known.starters[name].steps[-1]
    assert found.starters["org"].owner == "owner"
    assert found.screens == known.screens
    assert found.errors.attribute == known.errors.attribute
    assert found.buttons == known.buttons
    assert found.acts == known.acts
    assert (found.payload.id, found.payload.nonce) == (known.payload.id, known.payload.nonce)
    assert found.telemetry == known.telemetry
