import random

import pytest

from harness.conditions.condition import BY_SERVER, in_error
from harness.conditions.registry import condition_named
from harness.conditions.tests.playing import (
    SESSION_PATH,
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import Fault
from harness.errors import BadSetting
from harness.model.word import ErrorKind, Role

SIX = f"""(async () => {{
  const came = [];
  for (let nth = 0; nth < 6; nth += 1) {{
    came.push(await fetch('{SESSION_PATH}x').then(() => true, () => false));
  }}
  return came;
}})()"""


@pytest.mark.parametrize(
    ("name", "share", "seed"), [("flaky", 0.3, 1), ("flaky:50%", 0.5, 1), ("flaky:0.5@7", 0.5, 7)]
)
def test_share_and_seed_can_be_set(name: str, share: float, seed: int) -> None:
    fault = Fault(Role.SESSION, reset=True, probability=share, seed=seed)

    assert asked_by(name) == [("fault", fault)]


@pytest.mark.parametrize("setting", ["50%@x", "150%@1", "@@"])
def test_a_wrong_share_or_seed_is_refused(setting: str) -> None:
    with pytest.raises(BadSetting):
        condition_named(f"flaky:{setting}")


def test_where_all_three_attempts_are_lost_it_ends_as_network() -> None:
    assert condition_named("flaky").empty == BY_SERVER
    assert condition_named("flaky:100%").empty == in_error(ErrorKind.NETWORK)


@pytest.mark.browser
def test_the_same_requests_are_lost_every_time_in_both_tabs(play: Play) -> None:
    dice = random.Random(7)
    throws = [dice.random() >= 0.5 for _ in range(12)]
    for _ in range(2):
        stage = play("flaky:50%@7")
        pair = open_pair(stage, in_opener=True, in_popup=True)

        came = pair.both(SIX)

        assert came == (throws[:6], throws[6:])
        assert len(served(stage)) == sum(throws)


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "flaky")
    assert_off(play)
