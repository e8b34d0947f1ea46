"""What repeating finds is no pass where a run could not be decided."""

import pytest

from harness.model.word import Status
from harness.racing.stressed import Stressed


@pytest.mark.parametrize(
    ("found", "status", "mark"),
    [
        (Stressed(2, (("ready", 2),), frozenset()), Status.PASS, "✓"),
        (Stressed(2, (("ready", 2),), frozenset(), frozenset({"ready"})), Status.UNKNOWN, "?"),
        (Stressed(2, (("stuck", 2),), frozenset({"stuck"})), Status.FAIL, "✗"),
    ],
)
def test_the_worst_run_decides(found: Stressed, status: Status, mark: str) -> None:
    lines = list(found.lines())

    assert found.status is status
    assert lines[1].split()[0] == mark
    assert any("No run failed" in it for it in lines) is (status is Status.PASS)
