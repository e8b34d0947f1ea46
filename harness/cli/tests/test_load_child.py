from pathlib import Path

from harness.cli.load_child import (
    Crew,
    last_lines,
    locust_command,
    locust_environ,
    worker_command,
)

OUT = Path("out/run")


def test_locust_is_told_where_to_leave_what_it_found() -> None:
    command = locust_command(
        "http://127.0.0.1:1", OUT, ["--rate", "5"], crew=Crew(), users=0, tag="Layerproof/1"
    )

    assert command[command.index("--result-file") + 1] == str(OUT / "load.json")
    assert command[command.index("--tag") + 1] == "Layerproof/1"
    assert Path(command[command.index("-f") + 1]).name == "wiring.py"
    assert "--users" not in command
    assert "--processes" not in command


def test_workers_here_meet_on_loopback_and_on_a_port_of_their_own() -> None:
    options = Crew(workers=3).options()

    assert options[:4] == ["--processes", "3", "--master-bind-host", "127.0.0.1"]
    port = options[options.index("--master-bind-port") + 1]
    assert options[options.index("--master-port") + 1] == port != "5557"


def test_a_master_waits_for_workers_that_come_from_elsewhere() -> None:
    options = Crew(workers=2, master=True, port=6000).options()

    assert options[:5] == ["--master", "--master-bind-port", "6000", "--expect-workers", "2"]
    assert worker_command("10.0.0.5", 6000)[-4:] == [
        *("--master-host", "10.0.0.5", "--master-port", "6000"),
    ]


def test_headers_go_by_the_environment_and_locusts_own_variables_do_not() -> None:
    environ = {"PATH": "/bin", "LOCUST_HOST": "http://elsewhere.test"}

    found = locust_environ(environ, {"X-Bypass": "hush"}, parent=5)

    assert found == {
        "PATH": "/bin",
        "LAYERPROOF_LOAD_HEADERS": '{"X-Bypass": "hush"}',
        "LAYERPROOF_LOAD_PARENT": "5",
    }


def test_the_way_to_a_token_goes_along() -> None:
    found = locust_environ({"LAYERPROOF_OIDC": "env:OTHER"}, {}, parent=5, oidc="file:/token")

    assert found["LAYERPROOF_OIDC"] == "file:/token"
    assert "LAYERPROOF_OIDC" not in locust_environ({}, {}, parent=5)


def test_what_locust_said_last_is_told(tmp_path: Path) -> None:
    assert last_lines(tmp_path) == ""

    (tmp_path / "locust.log").write_text("a\nb\nc\n", encoding="utf-8")

    assert last_lines(tmp_path, 2) == "b\nc"
