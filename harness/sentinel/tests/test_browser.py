import os
from collections.abc import Iterator

import pytest

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock, start_mock
from harness.machine.browser import find_browser
from harness.model.word import Layer
from harness.profile.load import load_profile
from harness.sentinel.browser import looking, site_of
from harness.sentinel.watch import Look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    backend = start_mock(demo=True)
    yield backend
    backend.stop()


@pytest.fixture(scope="module")
def look(mock: Mock) -> Iterator[Look]:
    browser = find_browser(full=False, explicit=None, environ=os.environ).path
    with looking(browser, site_of(mock.url, load_profile("demo"), "run-1", {})) as it:
        yield it


@pytest.mark.parametrize("layer", [Layer.STORAGE, Layer.SERVER])
def test_a_load_that_is_meant_for_a_layer_is_answered_by_it(look: Look, layer: Layer) -> None:
    found = look(layer, 1.5)

    assert (found.at_s, found.meant, found.layer, found.wrong) == (1.5, layer, str(layer), "")
    assert 0 < found.took_ms < 60_000


def test_it_takes_as_long_as_a_person_waits(look: Look, mock: Mock) -> None:
    slow = BackendFault({"delay_ms": 1_500}, method="GET", path="/api/interview/session/*", times=1)
    mock.control.add_faults([slow])

    assert look(Layer.SERVER, 0).took_ms >= 1_500


def test_an_error_that_a_person_is_shown_is_a_load_that_went_wrong(look: Look, mock: Mock) -> None:
    mock.control.add_faults(
        [BackendFault({"status": 403}, method="GET", path="/api/interview/session/*", times=1)]
    )

    found = look(Layer.SERVER, 0)

    assert (found.layer, found.wrong) == ("", "error:forbidden")
