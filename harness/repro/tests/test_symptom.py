from dataclasses import replace

from harness.judge.consequence import LINES
from harness.repro.symptom import CHECKS, check_of
from harness.repro.tests.made import FOUND, PROFILE, a_finding


def test_the_longest_line_decides() -> None:
    found = check_of(a_finding("starter.storage-failed"), PROFILE)

    assert found is not None
    assert "shown" in found[1][1]


def test_a_check_ends_by_saying_that_the_app_is_sound() -> None:
    for line in CHECKS:
        found = check_of(a_finding(line), PROFILE)
        assert found is not None
        assert found[1][-1].startswith("return 0")
        assert any("return fail(" in it for it in found[1])


def test_what_keeps_people_from_their_session_is_seen_without_a_check_of_its_own() -> None:
    assert check_of(a_finding("runner.route.200"), PROFILE) is not None
    assert check_of(replace(FOUND, line="telemetry.true", rank=4), PROFILE) is None


def test_every_check_is_of_a_line_that_is_known() -> None:
    assert all(any(it == row or it.startswith(f"{row}.") for row in LINES) for it in CHECKS)
