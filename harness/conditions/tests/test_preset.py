import pytest

from harness.conditions.preset import SLOW_3G, SLOW_4G
from harness.conditions.registry import condition_named
from harness.conditions.wire import Link

# DevTools' front_end/core/sdk/NetworkManager.ts, in bytes per second and ms.
DEVTOOLS_SLOW_3G = (500 * 1000 / 8 * 0.8, 500 * 1000 / 8 * 0.8, 400 * 5)
DEVTOOLS_SLOW_4G = (1.6 * 1000 * 1000 / 8 * 0.9, 750 * 1000 / 8 * 0.9, 150 * 3.75)


@pytest.mark.parametrize(
    ("link", "devtools"), [(SLOW_3G, DEVTOOLS_SLOW_3G), (SLOW_4G, DEVTOOLS_SLOW_4G)]
)
def test_a_preset_is_that_of_devtools(link: Link, devtools: tuple[float, float, float]) -> None:
    in_bytes = (link.down_kbps * 1000 / 8, link.up_kbps * 1000 / 8, link.latency_ms)

    assert in_bytes == pytest.approx(devtools)


def test_a_sound_app_gets_there_on_each() -> None:
    assert all(condition_named(it).recovers for it in ("slow-3g", "fast-3g", "slow-4g"))
