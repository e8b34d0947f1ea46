"""One defect is one finding, two are two, from the command to the object that it writes: `verify`,
the judging and `repro` together.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
PLAYED = (
    "test_what_a_starter_started_comes_back_from_the_server",
    "test_every_starter_starts_an_interview",
)
CALL = "from harness.cli.app import main; import sys; sys.exit(main(sys.argv[1:]))"
LIMIT_S = 600.0


def findings_of(out: Path, *defects: str) -> list[dict[str, Any]]:
    """What is wrong with the mock that has these defects, by two scenarios with one starter."""
    file = out / "result.json"
    subprocess.run(
        [
            *(sys.executable, "-c", CALL, "verify", "--out", str(out), "--json", str(file)),
            *(f"--defect={it}" for it in defects),
            *(f"--only={it}" for it in PLAYED),
            *("--starter=org", "--allow-untested"),
        ],
        cwd=ROOT,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["findings"]
    return [it for it in found if it["status"] == "fail"]


@pytest.mark.slow
def test_one_defect_is_one_finding_with_its_symptoms(tmp_path: Path) -> None:
    (found,) = findings_of(tmp_path, "url-id-not-document-id")

    assert (found["line"], found["rank"]) == ("server.lookup", 1)
    assert "/api/interview/session/{id}" in found["look"]["request"]
    assert "scenario" in {it["invariant"] for it in found["symptoms"]}
    assert found["script"] == "repro/01-url-id-resolves.py"


@pytest.mark.slow
def test_two_defects_that_meet_are_two_findings(tmp_path: Path) -> None:
    found = findings_of(tmp_path, "url-id-not-document-id", "payload-without-first-question")

    assert {it["line"] for it in found} == {"server.lookup", "starter.storage"}
    assert [it["look"]["field"] for it in found if it["line"] == "starter.storage"] == [
        "firstQuestion"
    ]
