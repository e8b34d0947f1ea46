"""What the command says to each mistake: one message, the right exit code, no traceback."""

import json
from pathlib import Path

import pytest

from harness.cli.app import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verfy"], "No such command 'verfy'. Did you mean 'verify'?"),
        (["xyz"], "No such command 'xyz'. `--help` lists what there is."),
        (["verify", "--ulr", "x"], "No such option: --ulr. Did you mean --url?"),
        (["verify", "--zzzzzz"], "No such option: --zzzzzz. `--help` lists what there is."),
        (["verify", "extra"], "Got unexpected extra argument(s) (extra)"),
        (["verify", "--url"], "Option '--url' requires an argument."),
        (["verify", "-n", "many"], "Invalid value for '-n'"),
        (["verify", "-n", "0"], "flag --workers: found 0"),
        (["verify", "--budget", "soon"], "flag --budget: found 'soon'; write a duration"),
        (["verify", "--url", "localhost:3"], "such as http://localhost:3."),
        (["verify", "--starter", "studnt"], "There is no starter 'studnt'. Did you mean 'student"),
        (["verify", "--under", "slow3g"], "There is no condition 'slow3g'. Did you mean 'slow-3g"),
        (["verify", "--under", "slow-3g+slow-3g"], "both decide"),
        (["verify", "--profile", "mok"], "There is no built-in profile 'mok'. Did you mean 'mock"),
        (["verify", "--profile", "no/app.toml"], "cannot be read: No such file or directory"),
        (["verify", "--accepted", "no.toml"], "--accepted"),
        (["verify", "--browser-path", "/no/browser"], "--browser-path names /no/browser, but"),
        (
            ["verify", "--url", "http://127.0.0.1:9", "--defect", "x"],
            "--defect is for the built-in mock",
        ),
        (
            ["verify", "--defect", "no-falback"],
            "no defect 'no-falback'. Did you mean 'no-fallback'",
        ),
        (["verify", "--header", "nonsense"], "flag --header: found"),
        (["verify", "--json", "/dev/null/result.json"], "--json /dev/null/result.json cannot be"),
        (["doctor", "--json", "/dev"], "--json /dev cannot be written: Is a directory."),
        (["verify", "--store", "redis"], "'redis' is not one of 'memory', 'firestore'"),
        (["report", "/no/such/run"], "There is no run at /no/such/run."),
        (["serve", "--port", "99999"], "Invalid value for '--port'"),
        (["serve", "--store", "redis"], "'redis' is not one of 'memory', 'firestore'"),
        (["serve", "--defect", "no-such-defect"], "no defect is called 'no-such-defect'"),
        (["report", "--format", "htm"], "There is no report format 'htm'. Did you mean 'html'?"),
    ],
)
def test_a_mistake_is_told_once_and_is_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, error = said(capsys, *arguments)

    assert message in error
    assert error.count("layerproof: ") == 1
    assert "Traceback" not in error
    assert code == 2


def test_a_window_that_cannot_be_shown_is_exit_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.machine.display.SCREENS", ("NO_SUCH_DISPLAY",))

    code, error = said(capsys, "verify", "--headed")

    assert "this machine has no display" in error
    assert code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "--url", "http://127.0.0.1:9"], "Nothing answers at http://127.0.0.1:9/"),
    ],
)
def test_what_cannot_be_found_out_is_exit_3(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, error = said(capsys, *arguments)

    assert message in error
    assert code == 3


@pytest.mark.parametrize("option", [["--json", "{file}"], ["--json={file}"]])
def test_a_mistake_in_the_options_is_in_the_json_too(tmp_path: Path, option: list[str]) -> None:
    file = tmp_path / "result.json"

    code = main(["verify", "-n", "many", *(it.format(file=file) for it in option)])

    told = json.loads(file.read_text("utf-8"))
    assert code == told["exit_code"] == 2
    assert "-n" in told["reason"]


def test_the_version_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--version"])

    assert capsys.readouterr().out.startswith("layerproof ")
    assert code == 0


def test_without_a_command_the_help_is_shown_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main([])

    shown = capsys.readouterr()
    assert "verify" in shown.out
    assert shown.err == ""
    assert code == 2


def test_ctrl_c_is_exit_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("harness.cli.serve.start_mock", interrupt)

    code, error = said(capsys, "serve")

    assert code == 130
    assert error.strip() == "layerproof: interrupted"


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("harness.cli.serve.start_mock", break_down)

    with pytest.raises(ZeroDivisionError):
        main(["serve"])


def test_the_help_is_whole_in_a_terminal_of_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERMINAL_WIDTH", "80")

    main(["verify", "--help"])

    shown = " ".join(capsys.readouterr().out.split())
    assert "--store STORE The mock's store: memory or firestore." in shown.replace(" │ │ ", " ")
