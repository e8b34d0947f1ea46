import sys

import pytest

from harness.backend.defects import declared_defects, defect_names
from harness.errors import BackendLost
from harness.model.word import Capability


def test_the_mock_names_its_defects() -> None:
    assert "no-fallback" in defect_names()


def test_what_a_defect_needs_to_show_is_a_capability() -> None:
    needs = {it.name: it.needs for it in declared_defects()}

    assert set(needs.values()) <= {"", *Capability}
    assert needs["server-asked-beside-storage"] == Capability.PAGE_GATES
    assert needs["no-fallback"] == ""


@pytest.mark.parametrize("says", ["", "print('[1]')", "raise SystemExit(1)"])
def test_a_mock_that_cannot_tell_is_said_to_be_lost(says: str) -> None:
    with pytest.raises(BackendLost, match="--list-defects"):
        defect_names([sys.executable, "-c", says])
