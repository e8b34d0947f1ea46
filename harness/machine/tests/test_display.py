import pytest

from harness.errors import BadSetting, NoBrowser
from harness.machine.display import has_display, need_window, refuse_headed_without_display


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


def test_where_a_person_is_to_act_it_could_not_be_found_out() -> None:
    with pytest.raises(NoBrowser, match="a window for you to click"):
        need_window({}, platform="linux")
    need_window({"DISPLAY": ":99"}, platform="linux")
    assert has_display({}, platform="darwin")
