import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE, in_error
from harness.conditions.registry import condition_named
from harness.conditions.session_fault import fault_condition
from harness.conditions.tests.cases import SILENCES
from harness.conditions.tests.playing import (
    Play,
    assert_off,
    end_of,
    load,
    open_pair,
    served,
    statuses,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.model.word import ErrorKind, Role

NETWORK = in_error(ErrorKind.NETWORK)


@pytest.mark.parametrize(
    ("times", "end"),
    [
        (1, BY_SERVER),
        (2, BY_SERVER),
        (3, in_error(ErrorKind.SERVER)),
        (None, in_error(ErrorKind.SERVER)),
    ],
)
def test_a_load_survives_what_its_attempts_outlast(times: int | None, end: object) -> None:
    fault = Fault(Role.SESSION, status=503, times=times)

    made = fault_condition("it", "", "line", fault, otherwise=ErrorKind.SERVER)

    assert (made.stored, made.empty) == (BY_STORAGE, end)
    assert made.claims == {"fault.session"}


@pytest.mark.parametrize("name", SILENCES)
def test_the_session_gets_no_answer_so_often(name: str) -> None:
    for_good, once, _ = SILENCES[name]

    assert asked_by(name) == [("fault", for_good)]
    assert asked_by(f"{name}:1") == [("fault", once)]


@pytest.mark.browser
@pytest.mark.parametrize("name", SILENCES)
def test_neither_tab_is_answered_and_a_sound_app_says_so(play: Play, name: str) -> None:
    said, (_, _, heard) = condition_named(name), SILENCES[name]
    stage = play(name)

    pair = open_pair(stage, in_opener=False, in_popup=False)

    assert pair.ends == (NETWORK, NETWORK) == (said.empty, said.empty)
    assert [statuses(it) for it in pair.traces] == [[None] * 3, [None] * 3]
    assert len(served(stage)) in heard
    assert end_of(load(stage, in_storage=True)) == BY_STORAGE == said.stored


@pytest.mark.browser
@pytest.mark.parametrize("name", SILENCES)
def test_once_is_survived_and_gone_when_it_is_off(play: Play, name: str) -> None:
    trace = load(play(f"{name}:1"), in_storage=False)

    assert end_of(trace) == BY_SERVER
    assert statuses(trace) == [None, 200]
    assert_off(play)
