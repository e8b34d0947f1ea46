"""In a process of its own, because importing Locust patches the process."""

import subprocess
import sys
from pathlib import Path

# No file of the process may grow beyond this: what a full disk is, for one process alone.
PROGRAM = """
import resource
import sys
from pathlib import Path
import harness.swarm.wiring as wiring
from harness.swarm.brief import brief_of
from harness.swarm.option import parsed

into = Path(sys.argv[1])
wiring.RUN.brief = brief_of(parsed(["--result-file", str(into)]), {})
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
wiring._save("x" * 1_000, ["PASS  load_success: rate>0.99"])
print(into.exists())
"""


def test_a_result_for_which_the_disk_is_too_full_is_told_in_its_place(tmp_path: Path) -> None:
    into = tmp_path / "load.json"

    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(into)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ran.stdout.split() == ["False"], ran.stderr
    assert f"The result cannot be written to {into}" in ran.stderr
    assert "PASS  load_success: rate>0.99" in ran.stderr
