"""When a page was starved of processors, and when it was only busy, or idle."""

import pytest

from harness.model.strain import Strain


@pytest.mark.parametrize(
    ("strain", "starved"),
    [
        pytest.param(Strain(0.5, 4.0), True, id="waited eight times as long as it ran"),
        pytest.param(Strain(0.1, 0.5), False, id="an idle page, a little late"),
        pytest.param(Strain(5.0, 9.0), False, id="a page that computes without end"),
        pytest.param(Strain(1.0, 2.5), False, id="two loops beside it"),
    ],
)
def test_only_who_waits_and_hardly_runs_is_starved(strain: Strain, starved: bool) -> None:
    assert strain.is_starved is starved
