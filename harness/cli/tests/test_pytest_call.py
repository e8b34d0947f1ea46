import shlex
from importlib.util import find_spec
from pathlib import Path

from harness.cli.pytest_call import pytest_command, pytest_environ, repeat_command, scenarios
from harness.settings.resolve import resolve

HERE = Path("/nowhere")
RUN = Path("/runs/r1")


def test_the_packaged_scenarios_are_played_into_the_runs_folder() -> None:
    command = pytest_command(resolve({}, {}, HERE), RUN)

    assert command[2].endswith("/prove.py")
    assert command[3] == str(scenarios())
    assert list(scenarios().glob("test_*.py"))
    assert "--layerproof-folder=/runs/r1" in command
    given = ("--layerproof-profile", "--base-url", "-n", "-k")
    assert not [it for it in command if it.startswith(given)]


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
        "--layerproof-profile=mock",
        "--layerproof-under=slow-3g,flaky",
        "--layerproof-starter=org",
        "--layerproof-only=a",
        "--layerproof-only=b",
        "--layerproof-full-browser",
        "--layerproof-insecure",
        "--layerproof-allow-untested",
        "--base-url=http://app.test",
    ]


def test_what_the_environment_says_is_left_to_pytest_to_read() -> None:
    environ = {"LAYERPROOF_URL": "http://app.test", "LAYERPROOF_UNDER": "slow-3g"}

    command = pytest_command(resolve({}, environ, HERE), RUN)

    told = [it for it in command if not it.startswith("--layerproof-repeat=")]
    assert not [it for it in told if "app.test" in it or "slow-3g" in it]


def test_pytests_own_options_are_passed_on_wherever_they_come_from() -> None:
    environ = {"LAYERPROOF_WORKERS": "2", "LAYERPROOF_HEADED": "1", "LAYERPROOF_KEYWORD": "fast"}

    command = pytest_command(resolve({"stop_at_first": True}, environ, HERE), RUN, ("--x",))

    assert command[-5:] == ["--numprocesses=2", "-k=fast", "--exitfirst", "--headed", "--x"]


def test_the_mocks_options_go_by_names_that_no_other_plugin_has() -> None:
    command = pytest_command(resolve({}, {}, HERE), RUN, ("--defect=no-fallback", "--tracing=on"))

    assert command[-2:] == ["--layerproof-defect=no-fallback", "--tracing=on"]


def test_what_repeats_a_run_says_all_that_was_asked_for() -> None:
    flags = {"profile": "my app.toml", "url": "https://me:s3cret@app.test", "insecure": True}

    repeat = repeat_command(resolve(flags, {}, HERE), ("--store=firestore", "--tracing=on"))

    assert shlex.split(repeat) == [
        *("layerproof", "verify", "--url", "https://•••@app.test"),
        *("--profile", "/nowhere/my app.toml", "--insecure", "--store", "firestore"),
    ]


def test_the_proxy_is_named_where_there_is_an_app_before_which_it_stands() -> None:
    flags = {"url": "http://app.test", "firestore_proxy": "http://127.0.0.1:5"}
    by_flag = resolve(flags, {}, HERE)
    of_the_mock = resolve({}, {"LAYERPROOF_FIRESTORE_PROXY": "http://127.0.0.1:5"}, HERE)

    assert "--layerproof-firestore-proxy=http://127.0.0.1:5" in pytest_command(by_flag, RUN)
    assert repeat_command(by_flag).endswith("--firestore-proxy http://127.0.0.1:5")
    assert repeat_command(of_the_mock) == "layerproof verify"


def test_what_repeats_a_run_names_headers_without_their_values() -> None:
    by_flag = resolve({"headers": ["x-bypass: s3cret"]}, {}, HERE)
    by_environment = resolve({}, {"LAYERPROOF_HEADERS": "x-bypass: s3cret\nx-other: yes"}, HERE)
    again = {"headers": ["x-bypass: s3cret\nx-other: yes"]}

    assert repeat_command(by_flag) == "layerproof verify --header 'x-bypass: …'"
    assert repeat_command(by_environment) == 'layerproof verify --header "$LAYERPROOF_HEADERS"'
    assert resolve(again, {}, HERE).plain_headers == by_environment.plain_headers


def test_secrets_are_in_the_environment_and_not_on_the_command_line() -> None:
    settings = resolve({"headers": ["x-bypass: s3cret", "x-other: yes"]}, {}, HERE)

    assert "s3cret" not in " ".join(pytest_command(settings, RUN))
    environ = pytest_environ(settings, {"A": "b"})
    assert environ["A"] == "b"
    assert environ["LAYERPROOF_HEADERS"] == "x-bypass: s3cret\nx-other: yes"
    assert resolve({}, environ, HERE).plain_headers == {"x-bypass": "s3cret", "x-other": "yes"}


def test_a_proof_uses_its_own_plugins_and_those_that_a_person_names() -> None:
    alone = pytest_environ(resolve({}, {}, HERE), {})
    more = pytest_environ(resolve({}, {}, HERE), {"PYTEST_PLUGINS": "own.plugin"})

    assert alone["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] == "1"
    assert more["PYTEST_PLUGINS"] == f"{alone['PYTEST_PLUGINS']},own.plugin"
    for name in alone["PYTEST_PLUGINS"].split(","):
        assert find_spec(name), name


def test_who_is_allowed_is_passed_on_and_said_again() -> None:
    flags = {"url": "http://app.test", "allow_host": ["app.test"], "allow_production": True}
    settings = resolve(flags, {}, HERE)

    command = pytest_command(settings, RUN)

    assert "--layerproof-allow-host=app.test" in command
    assert "--layerproof-allow-production" in command
    assert shlex.split(repeat_command(settings))[4:] == [
        *("--allow-host", "app.test", "--allow-production"),
    ]
