from argparse import Namespace
from pathlib import Path

import pytest

from harness.errors import BadProfile, UsageError
from harness.load.journey import Journey
from harness.swarm.brief import brief_of
from harness.swarm.option import parsed


def options(*given: str) -> Namespace:
    return parsed(given)


def test_the_defaults_are_the_mocks() -> None:
    brief = brief_of(options(), {})

    assert (brief.journey, brief.empty_storage, brief.think_s) == (Journey.MIXED, 0.2, 1)
    assert (brief.thresholds, brief.fewest, brief.plan) == ((), None, None)
    assert brief.account.email == "student@example.test"
    assert brief.script is not None
    assert brief.script.session_path == "/api/interview/session/{id}"
    assert brief.rules.entry_fixed == {"version": 2}


def test_the_account_comes_from_the_environment_and_is_not_shown() -> None:
    environ = {"LAYERPROOF_LOAD_EMAIL": "a@b.test", "LAYERPROOF_LOAD_PASSWORD": "hush"}

    brief = brief_of(options(), environ)

    assert (brief.account.email, brief.account.password) == ("a@b.test", "hush")
    assert "hush" not in repr(brief)


def test_half_an_account_is_refused() -> None:
    with pytest.raises(UsageError, match="LAYERPROOF_LOAD_PASSWORD is not set"):
        brief_of(options(), {"LAYERPROOF_LOAD_EMAIL": "a@b.test"})


@pytest.mark.parametrize(
    "given",
    [
        ("--empty-storage", "1.1"),
        ("--empty-storage", "nan"),
        ("--rate", "0"),
        ("--rate", "-1"),
        ("--rate", "6000"),
        ("--rate", "5", "--duration", "2h"),
        ("--rate", "5", "--duration", "soon"),
        ("--rate", "5", "--arrivals", "odd"),
        ("--plan", "peek"),
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
        brief_of(options(*given), {})


def test_a_journey_from_the_web_page_is_checked_too() -> None:
    with pytest.raises(UsageError, match="mean 'mixed'"):
        brief_of(Namespace(**{**vars(options()), "journey": "mixd"}), {})


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadProfile):
        brief_of(options("--app-profile", "nowhere/app.toml"), {})


def test_a_rate_a_duration_or_a_plan_makes_it_open() -> None:
    for given in (("--rate", "5"), ("--duration", "9s"), ("--plan", "smoke")):
        assert brief_of(options(*given), {}).plan is not None


def test_what_is_said_wins_over_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        "journey = 'fallback'\nempty_storage = 0.5\nmin_samples = 7\n"
        "stages = [{ lasts = '10s', rate = 4 }]\n[thresholds]\nload_success = 'rate>0.9'\n"
    )

    planned = brief_of(options("--plan", str(path)), {})
    said = brief_of(
        options(
            *("--plan", str(path), "--journey", "fast-path", "--min-samples", "9"),
            *("--threshold", "load_duration: max<5", "--arrivals", "chance", "--seed", "3"),
            *("--grace", "2s", "--rate", "8"),
        ),
        {},
    )

    assert (planned.journey, planned.empty_storage, planned.fewest) == (Journey.FALLBACK, 0.5, 7)
    assert (said.journey, said.fewest, len(said.thresholds)) == (Journey.FAST_PATH, 9, 2)
    assert said.plan is not None
    assert (said.plan.chance, said.plan.grace_s, said.plan.rate.most_per_s) == (3, 2, 8)


def test_a_worker_reads_the_plan_that_its_master_tells() -> None:
    plan = brief_of(options("--plan", "peak"), {}).plan
    assert plan is not None

    assert brief_of(options("--pace", plan.text()), {}).plan == plan


def test_headers_come_from_the_environment_and_are_not_shown_on_a_command_line() -> None:
    brief = brief_of(options(), {"LAYERPROOF_LOAD_HEADERS": '{"X-Bypass": "hush"}'})

    assert brief.headers == {"X-Bypass": "hush"}
