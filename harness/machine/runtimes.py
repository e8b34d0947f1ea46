"""The other programs that parts of Layerproof use: Java and the Firestore emulator, and Node.

None is needed to prove an app. Where one is missing, the tests that need it are skipped by name.
"""

import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.machine.program import ask, where

EMULATOR_SETTING = "LAYERPROOF_FIRESTORE_EMULATOR"

_JAR = Path("platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar")
_SDK_FOLDERS = (
    "/usr/lib/google-cloud-sdk",
    "/usr/share/google-cloud-sdk",
    "/opt/google-cloud-sdk",
    "/snap/google-cloud-cli/current",
)


@dataclass(frozen=True, slots=True)
class Runtime:
    """A program that answered when it was asked for its version."""

    path: Path
    version: str


def find_java(environ: Mapping[str, str]) -> Runtime | None:
    """JAVA_HOME's Java, else PATH's, when it runs."""
    home = environ.get("JAVA_HOME")
    asked = Path(home, "bin", "java") if home else None
    path = asked if asked and asked.is_file() else where("java", environ)
    return _runtime(path, "-version", environ)


def find_node(environ: Mapping[str, str]) -> Runtime | None:
    """PATH's Node, else the one that Playwright brings along, when it runs."""
    return _runtime(where("node", environ) or _playwright_node(), "--version", environ)


def find_emulator(environ: Mapping[str, str]) -> Path | None:
    """The jar of the Firestore emulator: the setting's, else the Cloud SDK's, else Firebase's."""
    return next((jar for jar in _jars(environ) if jar.is_file()), None)


def _jars(environ: Mapping[str, str]) -> Iterator[Path]:
    if asked := environ.get(EMULATOR_SETTING):
        yield Path(asked)
    if gcloud := where("gcloud", environ):
        yield gcloud.resolve().parent.parent / _JAR
    for folder in _SDK_FOLDERS:
        yield Path(folder) / _JAR
    if home := environ.get("HOME"):
        yield Path(home, "google-cloud-sdk") / _JAR
        cached = Path(home, ".cache", "firebase", "emulators")
        yield from sorted(cached.glob("cloud-firestore-emulator-*.jar"), reverse=True)


def _playwright_node() -> Path | None:
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return None
    node = Path(spec.origin).parent / "driver" / "node"
    return node if node.is_file() else None


def _runtime(path: Path | None, question: str, environ: Mapping[str, str]) -> Runtime | None:
    if path is None:
        return None
    outcome = ask([path, question], environ=environ)
    version = re.search(r"\d+(?:\.\d+)*", outcome.text)
    return Runtime(path, version[0]) if outcome.is_well and version else None
