from dataclasses import replace

import pytest

from harness.model.event import Event, Phase
from harness.model.journey import Journey, NotLoaded
from harness.model.session import Visitor

CREATE = {"id": "1", "role": "create", "method": "POST", "url": "http://app/api/create?x=1"}
ASKED = Event(1, 1, "tab-1", "tab-1", Phase.BEGIN, "request", "", CREATE)
REFUSED = Event(2, 2, "tab-1", "tab-1", Phase.OK, "request", "", {"id": "1", "status": 503})
CUT = Event(2, 2, "tab-1", "tab-1", Phase.FAIL, "request", "", {"id": "1", "reason": "reset"})
UNLOADED = Journey("j1", "s", "org", Visitor("owner"), (), (), ())


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((ASKED, REFUSED), "opened no runner: POST /api/create was answered 503."),
        ((ASKED, CUT), r"POST /api/create got no answer \(reset\)"),
        ((ASKED,), "POST /api/create had no answer yet"),
        ((), "asked for nothing that creates or starts a session"),
    ],
)
def test_a_runner_that_never_loaded_says_what_its_starter_was_answered(
    events: tuple[Event, ...], said: str
) -> None:
    with pytest.raises(NotLoaded, match=f"Starter 'org' .*{said}"):
        _ = replace(UNLOADED, events=events).runner


def test_where_there_was_no_starter_nothing_is_said_of_one() -> None:
    with pytest.raises(NotLoaded, match=r"^No runner was loaded"):
        _ = replace(UNLOADED, starter="").runner
