"""Sends a run's figures to an OpenTelemetry collector, while it goes on and once at its end.

OTLP over HTTP, in JSON. A collector that does not answer changes nothing of the run: it is told
once, and tried again.
"""

import http.client
import logging
import time
import urllib.request
from collections.abc import Callable
from importlib.metadata import version
from urllib.parse import urlsplit

import gevent

from harness.errors import BadSetting
from harness.measure.exposition import Figures
from harness.measure.otlp import request_of
from harness.swarm.run import Run

logger = logging.getLogger("layerproof")

PATH = "/v1/metrics"
"""Where a collector takes metrics, below an address that names no other place (OTLP/HTTP)."""

EVERY_S = 5.0
TIMEOUT_S = 5.0
SERVICE = "layerproof"

Post = Callable[[str, bytes], None]


class Exporter:
    """Sends what was measured by now; `post` raises OSError, or an HTTPException, for what does not
    arrive.
    """

    def __init__(self, run: Run, url: str, post: Post) -> None:
        self._run = run
        self._url = url
        self._post = post
        self._has_complained = False

    def work(self) -> None:
        """Sends every some seconds, for as long as the process lasts."""
        while True:
            gevent.sleep(EVERY_S)
            self.send()

    def send(self) -> None:
        """Sends once, where a run has begun."""
        run = self._run
        if not run.has_begun:
            return
        now_s = time.time()
        body = request_of(
            Figures(run.book, run.timeline).collect(),
            began_ns=int((now_s - (time.perf_counter() - run.begins_s)) * 1_000_000_000),
            now_ns=int(now_s * 1_000_000_000),
            about={"service.name": SERVICE, "service.instance.id": run.run_id},
            version=version("layerproof"),
        )
        try:
            self._post(self._url, body)
            self._has_complained = False
        except (OSError, http.client.HTTPException) as error:
            if not self._has_complained:
                logger.warning("--otlp %s takes nothing: %s. The run goes on.", self._url, error)
            self._has_complained = True


def export_asked(run: Run, url: str) -> Exporter | None:
    """Exports where an option names an address; raises BadSetting for what is none."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(
            f"--otlp '{url}' is no address. Write the collector's, like http://127.0.0.1:4318."
        )
    whole = url if parts.path.strip("/") else url.rstrip("/") + PATH
    found = Exporter(run, whole, post)
    gevent.spawn(found.work)
    return found


def post(url: str, body: bytes) -> None:
    """Sends it; raises URLError, which is an OSError, for a refusal, too."""
    headers = {"Content-Type": "application/json"}
    asked = urllib.request.Request(url, data=body, headers=headers, method="POST")
    with urllib.request.urlopen(asked, timeout=TIMEOUT_S) as answer:
        answer.read()
