import os
import sys
from pathlib import Path

import pytest

from harness.machine.program import Outcome, ask
from harness.tests.sources import ROOT

LIMIT_S = 180.0
PASSES = "def test_a() -> None: pass\n"
SKIPS = "import pytest\ndef test_b() -> None: pytest.skip('no emulator')\n"
EXPECTED = "import pytest\n@pytest.mark.xfail\ndef test_c() -> None: assert 0\n"


def run(folder: Path, text: str, *options: str, ci: str) -> Outcome:
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "setup.skips", *options, str(folder)]
    bare = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": ci}
    return ask(command, environ={**os.environ, **bare}, timeout_s=LIMIT_S)


@pytest.mark.parametrize("options", [(), ("-p", "xdist", "-n", "1")])
def test_a_skip_fails_the_run_in_ci(tmp_path: Path, options: tuple[str, ...]) -> None:
    outcome = run(tmp_path, PASSES + SKIPS, *options, ci="true")

    assert outcome.code == pytest.ExitCode.TESTS_FAILED
    assert "1 skipped: in CI nothing may be" in outcome.text
    assert outcome.text.splitlines()[-1].startswith("1 passed, 1 skipped")


def test_elsewhere_a_skip_is_only_said(tmp_path: Path) -> None:
    assert run(tmp_path, PASSES + SKIPS, ci="").code == 0
    assert run(tmp_path, PASSES + SKIPS, ci="false").code == 0


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    assert run(tmp_path, EXPECTED, ci="true").code == 0


def test_no_tests_at_all_is_no_success(tmp_path: Path) -> None:
    assert run(tmp_path, "", ci="true").code == pytest.ExitCode.NO_TESTS_COLLECTED
