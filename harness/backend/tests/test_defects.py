import sys

import pytest

from harness.backend.defects import defect_names
from harness.errors import BackendLost


def test_the_mock_names_its_defects() -> None:
    assert "no-fallback" in defect_names()


@pytest.mark.parametrize("says", ["", "print('[1]')", "raise SystemExit(1)"])
def test_a_mock_that_cannot_tell_is_said_to_be_lost(says: str) -> None:
    with pytest.raises(BackendLost, match="--list-defects"):
        defect_names([sys.executable, "-c", says])
