"""Which versions took part in a run."""

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("layerproof", "playwright", "pytest", "pytest-playwright", "fastapi", "locust")


def versions() -> dict[str, str]:
    """The versions of Python, of the system, and of the packages that decide how a run goes."""
    found = {"python": platform.python_version(), "system": platform.platform(terse=True)}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
