from dataclasses import replace
from pathlib import Path

from harness.repro.tests.made import FOUND, PROFILE
from harness.repro.write import write_scripts
from harness.runs.saved import open_run
from harness.runs.tests.test_judging import HEAD
from harness.runs.writer import save_judged, start_run


def test_the_run_names_its_scripts(tmp_path: Path) -> None:
    mute = replace(FOUND, line="telemetry.true", invariant="telemetry-is-true", rank=4)
    folder = start_run(tmp_path, HEAD)
    save_judged(folder, replace(HEAD, findings=(FOUND, mute)))

    saved, written = write_scripts(open_run(folder), PROFILE)

    assert [it.script for it in saved.run.findings] == ["repro/01-url-id-resolves.py", ""]
    assert (folder / "repro/01-url-id-resolves.py").read_text("utf-8").startswith("# /// script")
    assert [it.number for it in written] == [1, 2]
