"""Where each setting comes from: flags, then environment, then `[tool.layerproof]`, then defaults.

The environment's name of a setting is `LAYERPROOF_` and its key in capitals
(`LAYERPROOF_FULL_BROWSER`); lists have commas, headers stand one a line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from harness.errors import BadSetting
from harness.settings.passage import SECRET, TOKEN
from harness.settings.pyproject import nearest_table
from harness.settings.settings import MASK, Settings, setting_names, without_password

PREFIX = "LAYERPROOF_"
# What else is read from the environment under this prefix, by other parts of the house.
OTHERS = ("LAYERPROOF_BROWSER", "LAYERPROOF_CONTROL_SECRET", "LAYERPROOF_FIRESTORE_EMULATOR")

_NAMES = setting_names()
_VARIABLES = {PREFIX + key.replace("-", "_").upper(): name for key, name in _NAMES.items()} | {
    "LAYERPROOF_BROWSER": "browser_path",
    SECRET: "bypass_secret",
}
# What a person types, where it is not the key.
_TYPED = {
    "headers": "--header",
    "baseline_headers": "--baseline-header",
    "keyword": "-k",
}
_SECRET = ("headers", "baseline_headers", "bypass_secret")
_PATHS = {"profile", "out", "json_file", "accepted", "browser_path", "event"}


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    value: object
    origin: str


def resolve(flags: Mapping[str, object], environ: Mapping[str, str], cwd: Path) -> Settings:
    """The settings with their origins.

    `flags` go by the settings' names; None and empty ones were not given, False was. Raises
    BadSetting for a key that nothing knows (with the nearest), and for a value that cannot be
    used.
    """
    given = [*_from_table(cwd, environ), *_from_environment(environ, cwd), *_from_flags(flags, cwd)]
    last = {it.name: it for it in given}
    try:
        return Settings.model_validate(
            {
                **{name: it.value for name, it in last.items()},
                "origins": {name: it.origin for name, it in last.items()},
            }
        )
    except ValidationError as error:
        raise BadSetting(_complaint(error, last)) from error


def _from_flags(flags: Mapping[str, object], cwd: Path) -> Iterator[_Given]:
    keys = {name: key for key, name in _NAMES.items()}
    for name, value in flags.items():
        if value is not None and value not in ((), [], ""):
            yield _Given(
                name, _placed(name, value, cwd), f"flag {_TYPED.get(name) or f'--{keys[name]}'}"
            )


def _from_environment(environ: Mapping[str, str], cwd: Path) -> Iterator[_Given]:
    if environ.get(TOKEN):
        yield _Given("oidc", f"env:{TOKEN}", f"environment {TOKEN}")
    for variable in sorted(environ):
        if not environ[variable]:
            continue
        if name := _VARIABLES.get(variable):
            yield _Given(name, _placed(name, environ[variable], cwd), f"environment {variable}")
        elif variable.startswith(PREFIX) and variable not in OTHERS:
            _refuse_near_miss(variable)


def _refuse_near_miss(variable: str) -> None:
    """A profile may read variables with our prefix, so only a slip of a known name is refused."""
    known = [it.removeprefix(PREFIX) for it in _VARIABLES]
    if near := get_close_matches(variable.removeprefix(PREFIX), known, n=1, cutoff=0.75):
        hint = f"Did you mean '{PREFIX}{near[0]}'?"
        raise BadSetting(f"The environment has {variable}, which is no setting. {hint}")


def _from_table(cwd: Path, environ: Mapping[str, str]) -> Iterator[_Given]:
    table = nearest_table(cwd)
    if table.path is None:
        return
    origin = f"{table.path} [tool.layerproof]"
    for written, value in table.values.items():
        name = _NAMES.get(written.replace("_", "-"))
        if name is None:
            raise BadSetting(f"{origin} has '{written}', which is no setting. {_hint(written)}")
        if name in ("headers", "baseline_headers"):
            value = _headers(value, environ, origin)
        yield _Given(name, _placed(name, value, table.path.parent), origin)


def _hint(written: str) -> str:
    near = get_close_matches(written, _NAMES, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(sorted(_NAMES))}."


def _headers(value: object, environ: Mapping[str, str], origin: str) -> object:
    """The table with each `{ env = "VARIABLE" }` read, because a file in git holds no secrets."""
    if not isinstance(value, dict):
        return value
    return {name: _secret(name, it, environ, origin) for name, it in value.items()}


def _secret(name: str, value: object, environ: Mapping[str, str], origin: str) -> object:
    match value:
        case {"env": str(variable), **rest} if not rest:
            if variable not in environ:
                raise BadSetting(f"{origin}: header '{name}' needs {variable}. Set it.")
            return environ[variable]
    return value


def _placed(name: str, value: object, folder: Path) -> object:
    """A relative path counts from where it is written; a built-in profile's name is no path."""
    if name not in _PATHS or not isinstance(value, (str, Path)):
        return value
    text = str(value)
    if name == "profile" and "/" not in text and not text.endswith(".toml"):
        return text
    return str(folder / Path(text).expanduser())


def _complaint(error: ValidationError, given: Mapping[str, _Given]) -> str:
    lines = []
    for problem in error.errors():
        it = given[str(problem["loc"][0])]
        said = str(problem.get("ctx", {}).get("error") or problem["msg"].removeprefix("Input "))
        found = MASK if it.name in _SECRET else without_password(repr(it.value))
        lines.append(f"{it.origin}: found {found}; {said}.")
    return "\n".join(lines)
