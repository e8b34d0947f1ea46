from pathlib import Path

from harness.power.way import Reach, WithControlPlane


def test_the_defects_are_named_to_pytest(tmp_path: Path) -> None:
    with WithControlPlane().open(["no-fallback"], tmp_path) as reach:
        assert reach == Reach(("--defect=no-fallback",))


def test_the_sound_app_needs_no_option(tmp_path: Path) -> None:
    with WithControlPlane().open([], tmp_path) as reach:
        assert reach == Reach()
