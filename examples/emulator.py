"""The official Firestore emulator: found on this machine, and run on a free port."""

import contextlib
import os
import shutil
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from examples.failure import Missing
from examples.process import await_answer, free_port, running

MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
JAR = Path("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
ROOTS = (Path("/usr/lib/google-cloud-sdk"), Path("/opt/google-cloud-sdk"))
READY_S = 90.0
"""Starting takes 3 s on a quiet machine."""


def command(port: int, environ: Mapping[str, str] = os.environ) -> list[str]:
    """What starts the emulator on that port; raises Missing where it, or Java, is not here.

    FIRESTORE_EMULATOR_JAR names the program where it lies somewhere else.
    """
    java = shutil.which("java", path=environ.get("PATH"))
    if java is None:
        raise Missing(
            "The Firestore emulator needs Java, and there is none. Install a Java runtime, 17 or "
            "later (Debian: apt-get install default-jre-headless)."
        )
    program = str(_jar(environ))
    return [java, "-cp", program, MAIN, "start", "--host=127.0.0.1", f"--port={port}"]


def _jar(environ: Mapping[str, str]) -> Path:
    given = environ.get("FIRESTORE_EMULATOR_JAR")
    gcloud = shutil.which("gcloud", path=environ.get("PATH"))
    beside = (Path(gcloud).resolve().parent.parent,) if gcloud else ()
    places = [Path(given)] if given else [root / JAR for root in (*ROOTS, *beside)]
    for place in places:
        if place.is_file():
            return place
    raise Missing(
        f"The Firestore emulator is not at {' or '.join(map(str, places))}. Install it "
        "(gcloud components install cloud-firestore-emulator, or the package "
        "google-cloud-cli-firestore-emulator), or name it in FIRESTORE_EMULATOR_JAR."
    )


@contextlib.contextmanager
def emulator(logs: Path) -> Iterator[str]:
    """Runs an empty emulator and yields its `host:port`; raises Missing or Broken."""
    port = free_port()
    log = logs / "emulator.log"
    with running(command(port), log=log, into=logs, environment={}) as process:
        # The first write takes seconds on a cold machine, and the second does not.
        first = urllib.request.Request(
            f"http://127.0.0.1:{port}/v1/projects/warm/databases/(default)/documents/warm",
            data=b'{"fields": {}}',
            headers={"Content-Type": "application/json"},
        )
        await_answer(process, first, name="The Firestore emulator", log=log, limit_s=READY_S)
        yield f"127.0.0.1:{port}"
