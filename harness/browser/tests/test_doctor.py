"""What `look` finds on the mock, in a profile that is right but for one button."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from harness.backend.mock import running_mock
from harness.backend.seeded import SeededSource
from harness.browser.doctor import look
from harness.browser.room import PlaywrightRoom
from harness.profile.load import load_profile
from harness.profile.locator import Locator
from harness.profile.step import Step
from harness.settings.settings import Settings

pytestmark = pytest.mark.browser


LONG_MS = 60_000
BEGIN = Locator(role="button", name="Begin")


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is waited for on a busy machine too; what is not there is looked for no longer
    than anywhere.
    """
    own = PlaywrightRoom.appears

    def appears(room: PlaywrightRoom, tab: str, locator: Locator, limit_ms: float) -> bool:
        return own(room, tab, locator, limit_ms if locator == BEGIN else LONG_MS)

    monkeypatch.setattr(PlaywrightRoom, "appears", appears)


@pytest.mark.usefixtures("_patient")
def test_each_locator_is_found_or_the_nearest_is_offered() -> None:
    known = load_profile("mock")
    wrong = known.starters["student"].model_copy(update={"steps": (Step(click=BEGIN),)})
    deadlines = known.deadlines.model_copy(update={"step_ms": LONG_MS})
    profile = known.model_copy(
        update={
            "starters": {**known.starters, "student": wrong},
            "deadline_ms": LONG_MS,
            "deadlines": deadlines,
        }
    )

    # It has a Playwright of its own, of which a thread can have but one.
    with running_mock() as mock, ThreadPoolExecutor(1) as aside:
        looking = aside.submit(
            look,
            mock.url,
            profile,
            Settings(),
            os.environ,
            run="r1",
            seeded=partial(SeededSource, mock.control),
        )
        found = looking.result(timeout=600)

    missing = [it for it in found if not it.found]
    assert [it.name for it in missing] == ["starters.student.steps[0]"]
    assert missing[0].detail == 'button "Begin" is not visible at /practice'
    offered = '{ role = "button", name = "Start interview" }'
    assert missing[0].cure == f'The page has button "Start interview": write {offered}.'
    seen = {it.name for it in found if it.found}
    assert {"screens.loading", "screens.ready", "screens.error", "buttons.retry"} <= seen
    assert {"errors.not-found", "errors.signed-out", "errors.network"} <= seen
