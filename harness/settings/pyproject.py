"""`[tool.layerproof]` in the nearest pyproject.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Table:
    """The table and the file it stands in; empty, with `path` None, where there is none."""

    path: Path | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def nearest_table(cwd: Path) -> Table:
    """The table of the first pyproject.toml at or above `cwd`.

    Raises BadSetting where that file is not TOML, or `tool.layerproof` is no table.
    """
    for folder in (cwd, *cwd.parents):
        path = folder / "pyproject.toml"
        if path.is_file():
            return Table(path, _table(path))
    return Table()


def _table(path: Path) -> Mapping[str, object]:
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadSetting(f"{path} cannot be read as TOML: {error}. Correct it there.") from error
    tool = whole.get("tool", {})
    found = tool.get("layerproof", {}) if isinstance(tool, dict) else {}
    if not isinstance(found, dict):
        raise BadSetting(f"{path}: tool.layerproof is {found!r}. Write it as a table.")
    return found
