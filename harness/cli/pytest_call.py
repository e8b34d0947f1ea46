"""How `verify` calls pytest: one command line, made of the settings.

pytest reads environment and `[tool.layerproof]` by itself (`harness.plugin.options`), so that only
what was said by a flag is passed on as one, and the settings that are pytest's own options.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from harness.settings.settings import Settings

# The plugin's options that have a value; the key is the setting.
_VALUES = {
    "profile": "--profile",
    "under": "--under",
    "browser_path": "--browser-path",
    "accepted": "--accepted",
}
_REPEATED = {"starter": "--starter", "only": "--only"}
_SWITCHES = {
    "full_browser": "--full-browser",
    "insecure": "--insecure",
    "allow_untested": "--allow-untested",
}


def pytest_command(
    settings: Settings,
    folder: Path,
    extra: tuple[str, ...] = (),
    *,
    chosen: Sequence[str] = (),
) -> list[str]:
    """The command that plays the packaged scenarios, or only the `chosen`, into `folder`.

    A chosen one is named `test_file.py::test_name[...]`.
    """
    return [
        *(sys.executable, "-P", str(Path(__file__).with_name("prove.py"))),
        *([f"{scenarios() / it}" for it in chosen] or [str(scenarios())]),
        *("-qq", "--no-header", "--no-summary", "--tb=no", "--layerproof-progress"),
        *("-p", "no:cacheprovider", "-p", "no:locust"),
        "--import-mode=importlib",
        f"--layerproof-folder={folder}",
        f"--output={folder / 'browser'}",
        *_own_options(settings),
        *_pytest_options(settings),
        *extra,
    ]


def pytest_environ(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with headers that came by flags: other people can read a command line."""
    headers = [f"{name}: {value}" for name, value in settings.plain_headers.items()]
    return {**environ, **({"LAYERPROOF_HEADERS": "\n".join(headers)} if headers else {})}


def scenarios() -> Path:
    """The folder of the scenarios that come with Layerproof."""
    spec = find_spec("scenarios")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations)))


def _own_options(settings: Settings) -> list[str]:
    def said(name: str) -> bool:
        return settings.origins.get(name, "").startswith("flag")

    options = [
        f"{option}={_text(getattr(settings, name))}"
        for name, option in _VALUES.items()
        if said(name)
    ]
    for name, option in _REPEATED.items():
        options += [f"{option}={word}" for word in getattr(settings, name) if said(name)]
    options += [option for name, option in _SWITCHES.items() if said(name)]
    return options + ([f"--base-url={settings.url}"] if said("url") else [])


def _pytest_options(settings: Settings) -> list[str]:
    options = [f"--numprocesses={settings.workers}"] if settings.workers > 1 else []
    options += [f"-k={settings.keyword}"] if settings.keyword else []
    options += ["--exitfirst"] if settings.stop_at_first else []
    return options + (["--headed"] if settings.headed else [])


def _text(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
