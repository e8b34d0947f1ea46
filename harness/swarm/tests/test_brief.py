from argparse import ArgumentParser, Namespace
from typing import Any

import pytest

from harness.errors import BadProfile, UsageError
from harness.load.journey import Journey
from harness.swarm.brief import add_arguments, plan_of


class Parser:
    """Locust's parser, as far as it differs from argparse's own."""

    def __init__(self) -> None:
        self.own = ArgumentParser()

    def add_argument(self, *args: str, include_in_web_ui: bool = True, **kwargs: Any) -> object:  # noqa: ANN401
        assert isinstance(include_in_web_ui, bool)
        return self.own.add_argument(*args, **kwargs)


def options(*given: str) -> Namespace:
    parser = Parser()
    add_arguments(parser)
    return parser.own.parse_args(given)


def test_the_defaults_are_the_mocks() -> None:
    plan = plan_of(options(), {})

    assert (plan.journey, plan.empty_storage, plan.think_s) == (Journey.MIXED, 0.2, 1)
    assert (plan.thresholds, plan.fewest) == ((), None)
    assert plan.account.email == "student@example.test"
    assert plan.session_path == "/api/interview/session/{id}"
    assert plan.rules.entry_fixed == {"version": 2}


def test_the_account_comes_from_the_environment_and_is_not_shown() -> None:
    environ = {"LAYERPROOF_LOAD_EMAIL": "a@b.test", "LAYERPROOF_LOAD_PASSWORD": "hush"}

    plan = plan_of(options(), environ)

    assert (plan.account.email, plan.account.password) == ("a@b.test", "hush")
    assert "hush" not in repr(plan)


def test_half_an_account_is_refused() -> None:
    with pytest.raises(UsageError, match="LAYERPROOF_LOAD_PASSWORD is not set"):
        plan_of(options(), {"LAYERPROOF_LOAD_EMAIL": "a@b.test"})


@pytest.mark.parametrize(
    "given",
    [
        ("--empty-storage", "1.1"),
        ("--empty-storage", "nan"),
        ("--think", "-1"),
        ("--think", "soon"),
        ("--min-samples", "many"),
        ("--threshold", "p95<300"),
        ("--journey", "fast-path", "--threshold", "load_success{layer:server}: rate>0.9"),
        ("--empty-storage", "1", "--threshold", "load_success{layer:storage}: rate>0.9"),
    ],
)
def test_what_cannot_be_used_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        plan_of(options(*given), {})


def test_a_journey_from_the_web_page_is_checked_too() -> None:
    with pytest.raises(UsageError, match="mean 'mixed'"):
        plan_of(Namespace(**{**vars(options()), "journey": "mixd"}), {})


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadProfile):
        plan_of(options("--app-profile", "nowhere/app.toml"), {})
