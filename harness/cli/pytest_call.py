"""How `verify` calls pytest: one command line, made of the settings.

pytest reads environment and `[tool.layerproof]` by itself (`harness.plugin.options`), so that only
what was said by a flag is passed on as one, and the settings that are pytest's own options.
"""

import shlex
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from harness.settings.settings import Settings, without_password

# The plugin's options that have a value; the key is the setting.
_VALUES = {
    "profile": "--layerproof-profile",
    "under": "--layerproof-under",
    "browser_path": "--layerproof-browser-path",
    "accepted": "--layerproof-accepted",
    "firestore_proxy": "--layerproof-firestore-proxy",
}
_REPEATED = {
    "starter": "--layerproof-starter",
    "only": "--layerproof-only",
    "allow_host": "--layerproof-allow-host",
}
_SWITCHES = {
    "full_browser": "--layerproof-full-browser",
    "insecure": "--layerproof-insecure",
    "allow_untested": "--layerproof-allow-untested",
    "allow_production": "--layerproof-allow-production",
}
# What a repeated run is told, as a person types it.
_TYPED = {name: f"--{name.replace('_', '-')}" for name in ("url", *_VALUES)}
_SWITCHED = {name: f"--{name.replace('_', '-')}" for name in _SWITCHES}
_PLUGINS = (
    *("xdist.plugin", "pytest_playwright.pytest_playwright", "allure_pytest.plugin"),
    "harness.plugin.entry",
)
_MOCKS = ("--defect=", "--store=")


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
        *("-p", "no:cacheprovider"),
        "--import-mode=importlib",
        f"--layerproof-folder={folder}",
        f"--output={folder / 'browser'}",
        f"--layerproof-repeat={repeat_command(settings, extra)}",
        *_own_options(settings),
        *_pytest_options(settings),
        *(_of_the_mock(it) for it in extra),
    ]


def pytest_environ(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the plugins that a proof uses and no others that happen to be installed
    (those that PYTEST_PLUGINS names stay), and with headers that came by flags: other people can
    read a command line.

    pytest also rewrites the asserts of everything that a plugin's package holds, in each process
    anew where no bytecode may be written, unless it is named here.
    """
    named = ",".join([*_PLUGINS, *filter(None, [environ.get("PYTEST_PLUGINS")])])
    plugins = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": named}
    headers = [f"{name}: {value}" for name, value in settings.said_headers.items()]
    told = {"LAYERPROOF_HEADERS": "\n".join(headers)} if headers else {}
    told |= {"LAYERPROOF_BYPASS": settings.bypass} if settings.bypass != "header" else {}
    told |= {"LAYERPROOF_OIDC": settings.oidc} if settings.oidc else {}
    return {**environ, **plugins, **told}


def repeat_command(settings: Settings, extra: Sequence[str] = ()) -> str:
    """What a person types to have the same run again, but for how many at a time and where it goes.

    The value of a header stands in it as `…`, unless the environment has it.
    """
    words = ["layerproof", "verify"]
    for name, option in _TYPED.items():
        value = settings.proxied if name == "firestore_proxy" else getattr(settings, name)
        words += [option, without_password(_text(value))] if value else []
    for name in settings.starter:
        words += ["--starter", name]
    for host in settings.allow_host if settings.url else ():
        words += ["--allow-host", host]
    words += [option for name, option in _SWITCHED.items() if getattr(settings, name)]
    words += [word for it in extra if it.startswith(_MOCKS) for word in it.split("=", 1)]
    return " ".join([shlex.join(words), *_headers(settings)])


def _headers(settings: Settings) -> list[str]:
    origin = settings.origins.get("headers", "")
    if origin.startswith("flag"):
        return [shlex.join(["--header", f"{name}: …"]) for name in settings.headers]
    return ['--header "$LAYERPROOF_HEADERS"'] if origin.startswith("environment") else []


def _of_the_mock(option: str) -> str:
    return f"--layerproof-{option[2:]}" if option.startswith(_MOCKS) else option


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
    options += [f"--layerproof-budget={settings.budget:g}"] if settings.budget else []
    return options + (["--headed"] if settings.headed else [])


def _text(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
