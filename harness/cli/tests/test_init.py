"""What `init` says to mistakes, and what it writes for the mock, as a person would use both."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from harness.backend.mock import start_mock
from harness.cli.app import main
from harness.cli.init import EMAIL, PASSWORD, accounts_of
from harness.errors import BadSetting
from harness.profile.load import load_profile

URL = "http://127.0.0.1:9"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["init", *arguments])
    return code, capsys.readouterr().err


def test_without_an_account_it_says_what_to_give(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(EMAIL, raising=False)

    code, error = said(capsys, URL)

    assert f"give --email, or set {EMAIL}" in error
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
    finally:
        mock.stop()

    found, known = load_profile(out), load_profile("mock")
    assert code == 0
    assert found.paths.runner == known.paths.runner
    assert found.storage.model_dump(exclude={"auth"}) == known.storage.model_dump(exclude={"auth"})
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
