from pathlib import Path

import pytest

from examples.application import node
from examples.command import USAGE, main
from examples.emulator import command
from examples.failure import Missing


def test_what_is_missing_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    code = main(["--logs", str(tmp_path)])

    assert code == USAGE
    assert capsys.readouterr().out.count("\n") == 1


def test_an_unknown_defect_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--logs", str(tmp_path), "--defect", "no-such-defect"])

    assert ended.value.code == USAGE
    assert "invalid choice: 'no-such-defect'" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--only", "test_starters", "--allow-untested", "-n", "2"], 0),
        (["--defects", "--defect", "stored-still-asks"], 0),
        (["--defects", "--defect", "knocks-on-forbidden"], 0),
        (["--races", "--audit", "none"], 0),
    ],
)
def test_the_example_is_proved_and_its_defects_are_found(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    _need_the_programs()

    assert main(["--logs", str(tmp_path), *arguments]) == code


def _need_the_programs() -> None:
    try:
        node()
        command(0)
    except Missing as error:
        pytest.skip(str(error))
