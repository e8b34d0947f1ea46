from pathlib import Path

from harness.cli.pytest_call import pytest_command, pytest_environ, scenarios
from harness.settings.resolve import resolve

HERE = Path("/nowhere")
RUN = Path("/runs/r1")


def test_the_packaged_scenarios_are_played_into_the_runs_folder() -> None:
    command = pytest_command(resolve({}, {}, HERE), RUN)

    assert command[2].endswith("/prove.py")
    assert command[3] == str(scenarios())
    assert list(scenarios().glob("test_*.py"))
    assert "--layerproof-folder=/runs/r1" in command
    assert not [it for it in command if it.startswith(("--profile", "--base-url", "-n", "-k"))]


def test_flags_are_passed_on_as_flags() -> None:
    flags = {
        "url": "http://app.test",
        "profile": "mock",
        "only": ["a", "b"],
        "starter": ["org"],
        "under": "slow-3g,flaky",
        "full_browser": True,
        "allow_untested": True,
        "insecure": True,
    }

    command = pytest_command(resolve(flags, {}, HERE), RUN)

    assert command[-9:] == [
        "--profile=mock",
        "--under=slow-3g,flaky",
        "--starter=org",
        "--only=a",
        "--only=b",
        "--full-browser",
        "--insecure",
        "--allow-untested",
        "--base-url=http://app.test",
    ]


def test_what_the_environment_says_is_left_to_pytest_to_read() -> None:
    environ = {"LAYERPROOF_URL": "http://app.test", "LAYERPROOF_UNDER": "slow-3g"}

    command = pytest_command(resolve({}, environ, HERE), RUN)

    assert not [it for it in command if "app.test" in it or "slow-3g" in it]


def test_pytests_own_options_are_passed_on_wherever_they_come_from() -> None:
    environ = {"LAYERPROOF_WORKERS": "2", "LAYERPROOF_HEADED": "1", "LAYERPROOF_KEYWORD": "fast"}

    command = pytest_command(resolve({"stop_at_first": True}, environ, HERE), RUN, ("--x",))

    assert command[-5:] == ["--numprocesses=2", "-k=fast", "--exitfirst", "--headed", "--x"]


def test_secrets_are_in_the_environment_and_not_on_the_command_line() -> None:
    settings = resolve({"headers": ["x-bypass: s3cret", "x-other: yes"]}, {}, HERE)

    assert "s3cret" not in " ".join(pytest_command(settings, RUN))
    environ = pytest_environ(settings, {"A": "b"})
    assert environ == {"A": "b", "LAYERPROOF_HEADERS": "x-bypass: s3cret\nx-other: yes"}
    assert resolve({}, environ, HERE).plain_headers == {"x-bypass": "s3cret", "x-other": "yes"}
