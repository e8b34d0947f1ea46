from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from harness.profile.load import load_profile, parse_profile
from harness.profile.profile import Profile
from harness.profile.sign_in import ByCommand, ByStorageState, SignIn

WAYS: TypeAdapter[SignIn] = TypeAdapter(SignIn)


def with_way(way: str, folder: Path) -> Profile:
    text = f'extends = "mock"\n[sign_in.way]\n{way}\n'
    return parse_profile(text, source="it.toml", folder=folder)


@pytest.mark.parametrize(
    "way",
    [
        {"by": "none"},
        {"by": "command", "run": ("node", "login.mjs")},
        {"by": "storage-state", "file": "auth.json"},
        {"by": "firebase-password", "api_key": {"env": "KEY"}, "emulator": "127.0.0.1:9099"},
    ],
)
def test_a_way_is_told_by_its_name(way: dict[str, object]) -> None:
    assert WAYS.validate_python(way).by == way["by"]


def test_a_page_that_takes_a_token_is_named_whole() -> None:
    way = {"by": "firebase-password", "api_key": "k", "keep": "page"}

    with pytest.raises(ValidationError, match="needs the 'path' of that page"):
        WAYS.validate_python(way)
    WAYS.validate_json(
        '{"by": "firebase-password", "api_key": "k", "keep": "page", "path": "/in#{idToken}",'
        '"done": {"any": [{"text": "Hello"}]}}'
    )


def test_an_unknown_way_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValidationError, match="firebase-password"):
        WAYS.validate_python({"by": "magic"})


def test_files_count_from_the_folder_in_which_they_were_written(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    base = '[sign_in.way]\nby = "storage-state"\nfile = "auth.json"\n'
    (below / "base.toml").write_text('extends = "mock"\n' + base, encoding="utf-8")
    (tmp_path / "mine.toml").write_text('extends = "below/base.toml"\n', encoding="utf-8")

    way = load_profile(tmp_path / "mine.toml").sign_in["way"]

    assert isinstance(way, ByStorageState)
    assert Path(way.file) == (below / "auth.json").resolve()


def test_a_command_runs_in_the_profiles_folder(tmp_path: Path) -> None:
    way = with_way('by = "command"\nrun = ["node", "login.mjs"]', tmp_path).sign_in["way"]

    assert isinstance(way, ByCommand)
    assert Path(way.folder) == tmp_path.resolve()
