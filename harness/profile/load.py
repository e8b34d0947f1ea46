"""Reading a profile: a file by its path, or a built-in one by its name."""

import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from harness.errors import BadProfile, UnknownName
from harness.profile.complaint import complaint
from harness.profile.profile import VERSION, Profile

_BUILT_IN = "harness.profiles"


def load_profile(path_or_name: str | Path) -> Profile:
    """The profile, whole and checked.

    A text without `/` and `.toml` is a built-in's name (`mock`). Raises BadProfile with file, key,
    what was found and what to do; UnknownName for a built-in that does not exist.
    """
    written = str(path_or_name)
    if isinstance(path_or_name, str) and not written.endswith(".toml") and "/" not in written:
        return parse_profile(_built_in(written), source=f"built-in profile '{written}'")
    return parse_profile(_text(Path(path_or_name)), source=written)


def built_in_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with Layerproof."""
    files = resources.files(_BUILT_IN).iterdir()
    return tuple(sorted(it.name[:-5] for it in files if it.name.endswith(".toml")))


def parse_profile(text: str, *, source: str) -> Profile:
    """The profile in a TOML text; `source` names it in messages. Raises BadProfile."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"{source} is not TOML: {error}. Correct the file there.") from error
    _refuse_other_version(tables, source)
    try:
        return Profile.model_validate_json(json.dumps(tables, default=str))
    except ValidationError as error:
        raise BadProfile(complaint(error, source=source)) from error


def _refuse_other_version(tables: Mapping[str, object], source: str) -> None:
    found = tables.get("version")
    if found is not None and found != VERSION:
        raise BadProfile(
            f"{source}: version is {found!r}, and this Layerproof reads version {VERSION}. "
            f"Write version = {VERSION}, or use the Layerproof that the profile was written for."
        )


def _built_in(name: str) -> str:
    if name not in built_in_profiles():
        raise UnknownName("built-in profile", name, built_in_profiles())
    return resources.files(_BUILT_IN).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadProfile(
            f"{path} is not TOML: byte {error.start} is no UTF-8. Save the file as UTF-8."
        ) from error
    except OSError as error:
        known = ", ".join(built_in_profiles())
        raise BadProfile(
            f"The profile {path} cannot be read: {error.strerror}. Name a TOML file, or one of "
            f"the built-in profiles: {known}."
        ) from error
