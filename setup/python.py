"""Python interpreters: which one makes .venv, and whether it is complete."""

import importlib.util
import os
import sys
from pathlib import Path

from harness.machine import apt
from harness.machine.program import ask


class SetupFailed(Exception):
    """The environment cannot be made; the text says what to do."""


def version_of(python: Path) -> str:
    """The interpreter's version, or "" when it does not run."""
    outcome = ask([python, "-I", "-S", "-c", "import platform; print(platform.python_version())"])
    return outcome.text if outcome.is_well else ""


def base_python() -> Path:
    """The interpreter outside every virtual environment that runs this, also inside one."""
    if sys.prefix == sys.base_prefix:
        return Path(sys.executable)
    major, minor = sys.version_info[:2]
    return Path(sys.base_prefix, "bin", f"python{major}.{minor}")


def ensure_ensurepip() -> None:
    """Debian keeps ensurepip in a package of its own: as root install it, else raise its name."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if "debian" not in apt.system_names() or sys.base_prefix != "/usr":
        raise SetupFailed(f"{sys.executable} has no ensurepip. Install a complete Python.")
    if not apt.is_ours_to_use(os.environ):
        raise SetupFailed(f"Python has no ensurepip. Install it: sudo apt-get install {package}")
    outcome = apt.install([package], environ=os.environ)
    if not outcome.is_well:
        raise SetupFailed(f"`apt-get install {package}` failed:\n{outcome.text[-800:]}")
