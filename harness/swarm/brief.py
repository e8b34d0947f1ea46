"""What a run was asked to do: Locust's own arguments of ours, read and checked."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from harness.errors import BadSetting, UnknownName
from harness.load.account import Account, account_from
from harness.load.journey import Journey, layers_of
from harness.measure.threshold import Threshold, parse_threshold
from harness.model.rules import Rules
from harness.profile.load import load_profile


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. `fewest` replaces the samples that each threshold needs; None leaves its own."""

    journey: Journey
    empty_storage: float
    think_s: float
    thresholds: tuple[Threshold, ...]
    fewest: int | None
    account: Account
    rules: Rules
    session_path: str


class Parser(Protocol):
    """The part of Locust's argument parser that is used here."""

    def add_argument(self, *args: str, **kwargs: Any) -> object:  # noqa: ANN401 - as argparse has it
        """Adds one; `include_in_web_ui` says whether Locust's page shows it."""


def add_arguments(parser: Parser) -> None:
    """Adds our arguments to Locust's; texts only, because Locust sends them to its workers."""
    parser.add_argument(
        "--journey",
        choices=[str(it) for it in Journey],
        default=str(Journey.MIXED),
        help="what each user does (default: mixed)",
    )
    parser.add_argument(
        "--empty-storage",
        metavar="SHARE",
        default="0.2",
        help="mixed: the share of loads that find their storage empty, 0 to 1 (default: 0.2)",
    )
    parser.add_argument(
        "--think",
        metavar="SECONDS",
        default="1",
        help="the mean pause of a user between two loads (default: 1)",
    )
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
        "--min-samples",
        metavar="N",
        default="",
        help="how many samples a threshold needs (default: what it takes to tell)",
    )
    parser.add_argument(
        "--app-profile",
        default="mock",
        metavar="FILE",
        help="the application's profile: storage keys, paths, retries (default: mock)",
    )


def plan_of(options: Namespace, environ: Mapping[str, str]) -> Plan:
    """The plan; raises a UsageError that says what cannot be used."""
    if options.journey not in set(Journey):
        raise UnknownName("journey", options.journey, Journey)
    journey = Journey(options.journey)
    share = _number("--empty-storage", options.empty_storage, most=1)
    asked = {str(journey): layers_of(journey, share)}
    fewest = _number("--min-samples", options.min_samples) if options.min_samples else None
    profile = load_profile(options.app_profile)
    return Plan(
        journey,
        share,
        _number("--think", options.think),
        tuple(parse_threshold(text, asked) for text in options.threshold),
        None if fewest is None else int(fewest),
        account_from(environ),
        profile.rules(),
        profile.api.session[0].where,
    )


def _number(name: str, text: str, *, most: float = 1e9) -> float:
    try:
        found = float(text)
    except ValueError:
        raise BadSetting(f"{name} is a number, found '{text}'.") from None
    if not 0 <= found <= most:
        raise BadSetting(f"{name} goes from 0 to {most:g}, found {text}.")
    return found
