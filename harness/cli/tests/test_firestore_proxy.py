"""The mistakes of `firestore-proxy`; what it does is tried in `harness/firestore_proxy/tests`."""

import socket

import pytest

from harness.cli.app import main


@pytest.fixture
def free() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def test_no_emulator_is_exit_3_and_says_where(
    free: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["firestore-proxy", "--listen", ":0", "--upstream", f":{free}"]) == 3

    said = capsys.readouterr().err
    assert f"Nothing listens at 127.0.0.1:{free}" in said
    assert "Start the emulator first" in said


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--upstream", "nonsense"], "--upstream 'nonsense' is no address"),
        (["--upstream", "firestore:8080"], "--allow-host firestore"),
        (["--upstream", ":1", "--listen", "0.0.0.0:0"], "0.0.0.0 is not this machine"),
        (["--upstream", ":1", "--control", "0.0.0.0:0"], "0.0.0.0 is not this machine"),
        ([], "Missing option '--upstream'"),
    ],
)
def test_a_mistake_is_exit_2_and_says_which(
    flags: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("FIRESTORE_EMULATOR_HOST", raising=False)

    assert main(["firestore-proxy", *flags]) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.cli.firestore_proxy.find_spec", lambda _: None)

    assert main(["firestore-proxy", "--upstream", ":1"]) == 2
    assert "pip install 'layerproof[firestore]'" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["verify", "race"])
def test_a_proxy_without_an_app_is_a_mistake(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--firestore-proxy", "http://127.0.0.1:9"]) == 2
    assert "say which with --url" in capsys.readouterr().err


def test_a_proxy_that_is_no_address_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--firestore-proxy", "127.0.0.1:9"]) == 2
    assert "write the whole address, such as http://127.0.0.1:9" in capsys.readouterr().err
