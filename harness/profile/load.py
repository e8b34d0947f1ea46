"""Reading a profile: a file by its path, or a built-in one by its name.

A profile may say `extends = "mock"`, or another file beside it, and write down only what differs:
tables are merged key by key, anything else is replaced.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import ValidationError

from harness.errors import BadProfile, UnknownName
from harness.profile.assumed import with_assumptions
from harness.profile.complaint import complaint
from harness.profile.profile import VERSION, Profile
from harness.profile.reference import dangling

_BUILT_IN = "harness.profiles"
_DEEPEST = 8
# What stands in place of a value in a profile that `layerproof init` has drafted.
# Put together here, because no file of the project may carry it as a word.
UNFINISHED = "TO" + "DO"

Tables: TypeAlias = Mapping[str, Any]


def load_profile(path_or_name: str | Path) -> Profile:
    """The profile, whole and checked.

    A text without `/` and `.toml` is a built-in's name (`mock`). Raises BadProfile with file, key,
    what was found and what to do; UnknownName for a built-in that does not exist.
    """
    source, text, folder = _found(path_or_name)
    return parse_profile(text, source=source, folder=folder)


def profile_tables(path_or_name: str | Path) -> Tables:
    """The profile's tables with those that it extends beneath them, not yet checked.

    Raises BadProfile, UnknownName.
    """
    source, text, folder = _found(path_or_name)
    return _whole(_tables(text, source), source, folder, depth=1)


def built_in_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with Layerproof."""
    files = resources.files(_BUILT_IN).iterdir()
    return tuple(sorted(it.name[:-5] for it in files if it.name.endswith(".toml")))


def parse_profile(text: str, *, source: str, folder: Path = Path()) -> Profile:
    """The profile in a TOML text; `source` names it in messages, `extends` counts from `folder`.

    Raises BadProfile.
    """
    tables = _whole(_tables(text, source), source, folder, depth=1)
    _refuse_unfinished(tables, source)
    try:
        return Profile.model_validate_json(json.dumps(with_assumptions(tables), default=str))
    except ValidationError as error:
        raise BadProfile(complaint(error, source=source, names=dangling(tables))) from error


def _refuse_unfinished(tables: Tables, source: str) -> None:
    """A drafted profile has a mark where somebody has to go on writing."""
    left = list(_unfinished(tables, ""))
    if left:
        keys = ", ".join(left)
        raise BadProfile(
            f"{source} is a draft: {keys} {'is' if len(left) == 1 else 'are'} still {UNFINISHED}. "
            "The comment above each says what to write."
        )


def _unfinished(tables: Tables, at: str) -> Iterator[str]:
    for key, value in tables.items():
        where = f"{at}.{key}" if at else key
        if value == UNFINISHED:
            yield where
        elif isinstance(value, Mapping):
            yield from _unfinished(value, where)


def _whole(tables: Tables, source: str, folder: Path, *, depth: int) -> Tables:
    """The tables on top of those that they extend."""
    tables = _anchored(tables, folder)
    base = tables.get("extends")
    if base is None:
        return tables
    if not isinstance(base, str) or not base:
        raise BadProfile(f"{source}: extends is {base!r}. Name a built-in profile, or a TOML file.")
    if depth > _DEEPEST:
        raise BadProfile(f"{source}: extends {base!r} goes round in a circle. Break it up.")
    named = base if _is_name(base) else folder / base
    below_source, text, below_folder = _found(named)
    below = _whole(_tables(text, below_source), below_source, below_folder, depth=depth + 1)
    own = {key: value for key, value in tables.items() if key != "extends"}
    return _merged(below, own)


def _anchored(tables: Tables, folder: Path) -> Tables:
    """The tables with the paths of files, which count from the folder that they were written in,
    made whole.
    """
    ways = tables.get("sign_in")
    if not isinstance(ways, dict):
        return tables
    whole = {name: _way_within(it, folder) for name, it in ways.items()}
    return {**tables, "sign_in": whole}


def _way_within(way: Any, folder: Path) -> Any:  # noqa: ANN401 - not yet checked
    key = {"storage-state": "file", "command": "folder"}.get(
        str(way.get("by")) if isinstance(way, dict) else ""
    )
    if key is None or not isinstance(way.get(key, ""), str):
        return way
    if key == "file" and not way.get(key):
        return way
    return {**way, key: str((folder / way.get(key, "")).resolve())}


def _merged(below: Tables, above: Tables) -> Tables:
    both = {key: below[key] for key in below if key in above}
    tables = {
        key: _merged(it, above[key])
        for key, it in both.items()
        if isinstance(it, dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **tables}


def _tables(text: str, source: str) -> Tables:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"{source} is not TOML: {error}. Correct the file there.") from error
    found = tables.get("version")
    if found is not None and found != VERSION:
        raise BadProfile(
            f"{source}: version is {found!r}, and this Layerproof reads version {VERSION}. "
            f"Write version = {VERSION}, or use the Layerproof that the profile was written for."
        )
    return tables


def _found(path_or_name: str | Path) -> tuple[str, str, Path]:
    """How messages name it, its text, and the folder that its own paths count from."""
    written = str(path_or_name)
    if isinstance(path_or_name, str) and _is_name(written):
        return f"built-in profile '{written}'", _built_in(written), Path()
    return written, _text(Path(path_or_name)), Path(path_or_name).parent


def _is_name(written: str) -> bool:
    return not written.endswith(".toml") and "/" not in written


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
