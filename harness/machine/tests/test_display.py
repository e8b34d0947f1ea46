import pytest

from harness.errors import BadSetting
from harness.machine.display import refuse_headed_without_display


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ""}])
def test_a_machine_without_a_display_shows_no_window(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=r"no display.*xvfb-run"):
        refuse_headed_without_display(environ, platform="linux")


@pytest.mark.parametrize(
    ("environ", "platform"),
    [({"DISPLAY": ":99"}, "linux"), ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"), ({}, "darwin")],
)
def test_a_machine_with_one_does(environ: dict[str, str], platform: str) -> None:
    refuse_headed_without_display(environ, platform=platform)
