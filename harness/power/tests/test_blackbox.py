"""The black box is reached by its address and a profile that fits it, and by nothing else."""

from pathlib import Path

import httpx
import pytest

from harness.power.blackbox import FILE, BlackBox
from harness.profile.load import load_profile

SEED = 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the profile is written."""
    return tmp_path_factory.mktemp("black-box")


def test_the_mock_answers_as_the_profile_says_and_has_no_control_plane(folder: Path) -> None:
    with BlackBox(SEED).open(["no-fallback"], folder) as reach:
        url = reach.options[0].partition("=")[2]
        profile = load_profile(folder / FILE)
        with httpx.Client(base_url=url, trust_env=False, timeout=10) as client:
            page = client.get(profile.paths.sign_in)
            old = client.get("/sign-in")
            control = client.get(
                "/__layerproof/state", headers={"X-Layerproof-Secret": "", "accept": "*/*"}
            )

    assert (page.status_code, old.status_code, control.status_code) == (200, 404, 404)
    assert profile.buttons.retry.name not in ("", "Retry")
    assert reach.options[1] == f"--profile={folder / FILE}"


def test_what_the_profile_calls_the_application_by_has_another_name(folder: Path) -> None:
    sound, other = load_profile("demo"), load_profile(folder / FILE)

    assert not set(sound.starters) & set(other.starters)
    assert not {it.path for it in sound.starters.values()} & {
        it.path for it in other.starters.values()
    }
    for table in ("storage", "payload", "telemetry", "api"):
        old = {name: str(it) for name, it in getattr(sound, table) if it}
        new = {name: str(it) for name, it in getattr(other, table) if it}
        assert set(old) == set(new)
        assert [name for name in old if old[name] == new[name] and name != "key_id"] == []
