"""Our options beside Locust's own, and how they are read where Locust is not."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any, Protocol

from harness.load.journey import Journey


class Parser(Protocol):
    """The part of Locust's argument parser that is used here."""

    def add_argument(self, *args: str, **kwargs: Any) -> object:  # noqa: ANN401 - as argparse has it
        """Adds one; `include_in_web_ui` says whether Locust's page shows it."""


_TEXTS = {
    "--empty-storage": ("SHARE", "mixed: the share of loads without an entry (default: 0.2)"),
    "--think": ("SECONDS", "closed: the mean pause of a user between two loads (default: 1)"),
    "--min-samples": ("N", "how many samples a threshold needs (default: what it takes to tell)"),
    "--plan": ("NAME|FILE", "open: smoke, peak, spike, soak, breakpoint, or a TOML file"),
    "--rate": ("N", "open: visitors a second, the highest of a plan's (default: 50)"),
    "--duration": ("60s", "open: how long visitors come (default: the plan's, else 60s)"),
    "--arrivals": ("even|chance", "open: evenly spaced, or by chance from --seed"),
    "--seed": ("N", "open: what chance begins with (default: 1)"),
    "--grace": ("30s", "open: how long what has begun may still take (default: 30s)"),
    "--otlp": ("URL", "figures for an OpenTelemetry collector (OTLP over HTTP, JSON) meanwhile"),
    "--metrics-port": ("PORT", "figures for Prometheus at http://127.0.0.1:PORT/metrics meanwhile"),
}
# What `layerproof load` says for itself; Locust's page has nothing to do with it.
_HIDDEN = (
    *("--pace", "--speech", "--tag", "--run-name"),
    *("--result-file", "--progress-file", "--created-file", "--run-id"),
)


def add_arguments(parser: Parser) -> None:
    """Adds our arguments to Locust's; texts only, because Locust sends them to its workers."""
    parser.add_argument(
        "--journey",
        choices=["", *map(str, Journey)],
        default="",
        help="what each visitor does (default: the plan's, else mixed)",
    )
    for option, (metavar, text) in _TEXTS.items():
        parser.add_argument(option, metavar=metavar, default="", help=text)
    parser.add_argument(
        "--threshold",
        action="append",
        default=[],
        metavar="TEXT",
        include_in_web_ui=False,
        help="such as 'load_success{layer:server}: rate>0.99' or "
        "'load_duration{layer:storage}: p(95)<300'; may be repeated, decides the exit code",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        include_in_web_ui=False,
        help="a host that may be put under load, besides this machine; may be repeated",
    )
    parser.add_argument(
        "--app-profile",
        default="mock",
        metavar="FILE",
        help="the application's profile: storage keys, paths, retries (default: mock)",
    )
    for option, text in (
        ("--unbounded", "more than 5,000 visitors a second, or longer than an hour, is meant"),
        ("--take-any-certificate", "take a self-signed certificate"),
    ):
        parser.add_argument(option, action="store_true", include_in_web_ui=False, help=text)
    for option in _HIDDEN:
        parser.add_argument(option, default="", include_in_web_ui=False, help="==SUPPRESS==")


class _Plain:
    """argparse's own parser, which does not know of Locust's page."""

    def __init__(self) -> None:
        self.own = ArgumentParser(exit_on_error=False)

    def add_argument(self, *args: str, include_in_web_ui: bool = True, **kwargs: Any) -> object:  # noqa: ANN401 - as argparse has it
        """Adds one."""
        del include_in_web_ui
        return self.own.add_argument(*args, **kwargs)


def parsed(options: Sequence[str]) -> Namespace:
    """Our options as Locust hands them to `brief_of`."""
    parser = _Plain()
    add_arguments(parser)
    return parser.own.parse_args(list(options))
