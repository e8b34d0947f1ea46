"""pytest wiring only: the plugin itself comes by its entry point.

Playwright's synchronous API keeps an event loop running in the process's main thread until the
session ends, so that nothing there can run a loop of its own any more. Tests that use a browser
therefore come last, in each worker too.
"""

import signal

import pytest

BROWSER = frozenset({"playwright", "browser", "launch_browser", "stage", "play", "probed"})


def pytest_configure(config: pytest.Config) -> None:
    """Lets Ctrl-C reach the programs that tests start: a script that starts pytest in the
    background has SIGINT ignored, and whoever is started inherits that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.pluginmanager.hasplugin("hypothesispytest"):
        leave_properties_untimed()


def leave_properties_untimed() -> None:
    """Has no property fail because an example took long, which says how busy the machine is.

    Hypothesis is imported here because a proof, which plays scenarios by this file too, has none.
    """
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts who uses a browser behind everybody else; within both, the order stays."""
    items.sort(key=uses_browser)


def uses_browser(item: pytest.Item) -> bool:
    """Whether the test says that it starts a browser, or asks for a fixture that does."""
    asked = getattr(item, "fixturenames", ())
    return item.get_closest_marker("browser") is not None or not BROWSER.isdisjoint(asked)
