"""A run's figures for Prometheus, while it goes on: `GET /metrics` on this machine alone."""

from collections.abc import Callable, Iterable
from typing import Any

from gevent.pywsgi import WSGIServer

from harness.errors import BadSetting
from harness.measure.exposition import CONTENT_TYPE, Figures
from harness.swarm.run import Run

HOST = "127.0.0.1"
PATH = "/metrics"
Begin = Callable[[str, list[tuple[str, str]]], object]


def serve_asked(run: Run, port: str) -> WSGIServer | None:
    """Serves where an option names a port; raises BadSetting for what is none."""
    if not port:
        return None
    if not port.isdecimal() or int(port) > 65_535:
        raise BadSetting(f"--metrics-port is a port, found '{port}'.")
    return serve(run, int(port))


def serve(run: Run, port: int) -> WSGIServer:
    """Serves until the process ends; port 0 takes one that is free. Raises BadSetting for a port
    that is taken.
    """

    def answer(environ: dict[str, Any], begin: Begin) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH:
            begin("404 Not Found", [("content-type", "text/plain")])
            return [f"Figures are at {PATH}.\n".encode()]
        begin("200 OK", [("content-type", CONTENT_TYPE)])
        return [Figures(run.book, run.timeline).text()]

    server = WSGIServer((HOST, port), answer, log=None)
    try:
        server.start()
    except OSError as error:
        raise BadSetting(f"--metrics-port {port} cannot be used: {error.strerror}.") from error
    return server
