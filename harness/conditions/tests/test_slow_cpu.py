import pytest

from harness.conditions.tests.playing import Play, assert_ends_as_said, assert_off, open_pair
from harness.conditions.tests.wires import asked_by

# Of runs at full speed the fastest counts, which is short enough to be had whole between others'
# turns on the processor; of slowed ones all together, because a single one may fall between two
# brakings.
RUNS = 150
WORK_MS = """(() => {
  const times = [];
  for (let nth = 0; nth < RUNS; nth += 1) {
    const began = performance.now();
    let sum = 0;
    for (let at = 0; at < 300_000; at += 1) sum = (sum + at * 7) % 1_000_003;
    times.push(performance.now() - began + (sum < 0 ? 1 : 0));
  }
  return CHOSEN;
})()""".replace("RUNS", str(RUNS))
FASTEST = WORK_MS.replace("CHOSEN", f"Math.min(...times) * {RUNS}")
TOGETHER = WORK_MS.replace("CHOSEN", "times.reduce((sum, it) => sum + it, 0)")


@pytest.mark.parametrize(("name", "slowdown"), [("slow-cpu", 4), ("slow-cpu:6x", 6)])
def test_it_asks_for_a_slowdown(name: str, slowdown: float) -> None:
    assert asked_by(name) == [("cpu", slowdown)]


@pytest.mark.browser
def test_both_tabs_compute_more_slowly(play: Play) -> None:
    def work(script: str, *names: str) -> tuple[float, float]:
        pair = open_pair(play(*names, virtual_time=False), in_opener=True, in_popup=True)
        opener_ms, popup_ms = pair.both(script)
        return opener_ms, popup_ms

    slow, own = work(TOGETHER, "slow-cpu:8x"), work(FASTEST)

    assert min(slow) > 2 * max(own)


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "slow-cpu")
    assert_off(play)
