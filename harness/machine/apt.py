"""Installing packages of Debian, where that is ours to do: as root, on a Debian or its kin."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.machine.program import Outcome, ask, where

OS_RELEASE = Path("/etc/os-release")
# Mirrors are slow at times, and another program may hold the package system's lock.
_TIMEOUT_S = 900.0
_ONE_AT_A_TIME = threading.Lock()


def system_names() -> tuple[str, ...]:
    """The names that the system gives itself and its kin: ("ubuntu", "debian"), or ()."""
    try:
        lines = OS_RELEASE.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    words = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}"
    return tuple(words.replace('"', "").split())


def is_ours_to_use(environ: Mapping[str, str]) -> bool:
    """Whether apt-get may be run: Debian or its kin, as root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and "debian" in system_names() and bool(where("apt-get", environ))


def install(packages: Sequence[str], *, environ: Mapping[str, str]) -> Outcome:
    """Bring the lists of packages up to date and install; one at a time within this process."""
    options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    silent = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    with _ONE_AT_A_TIME:
        lists = ask(["apt-get", *options, "update"], environ=silent, timeout_s=_TIMEOUT_S)
        # Lists that cannot be refreshed may still be good enough; the installation decides.
        done = ask(
            ["apt-get", *options, "install", "--no-install-recommends", *packages],
            environ=silent,
            timeout_s=_TIMEOUT_S,
        )
    return done if done.is_well else Outcome(done.code, f"{lists.text}\n{done.text}")
