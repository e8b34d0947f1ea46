from pathlib import Path

import pytest

from harness.machine import apt
from harness.machine.tests.shims import program, system

DEBIAN = 'NAME="Debian GNU/Linux"\nID=debian\n'
UBUNTU = "ID=ubuntu\nID_LIKE=debian\n"


@pytest.mark.parametrize(
    ("os_release", "names"),
    [(UBUNTU, ("ubuntu", "debian")), (DEBIAN, ("debian",)), ('ID="rhel"\n', ("rhel",)), ("", ())],
)
def test_the_system_says_its_own_name_first(
    os_release: str, names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch, tmp_path, os_release=os_release, user=0)

    assert apt.system_names() == names


def test_a_system_without_a_name_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "OS_RELEASE", Path("nothing"))

    assert apt.system_names() == ()


@pytest.mark.parametrize(
    ("os_release", "user", "ours"),
    [(DEBIAN, 0, True), (UBUNTU, 0, True), ("ID=alpine\n", 0, False), (DEBIAN, 1000, False)],
)
def test_apt_is_ours_only_as_root_on_a_debian(
    os_release: str, user: int, ours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch, tmp_path, os_release=os_release, user=user)
    program(tmp_path, "apt-get", "exit 0")

    assert apt.is_ours_to_use({"PATH": str(tmp_path)}) is ours
    assert not apt.is_ours_to_use({"PATH": ""})


def test_the_lists_are_brought_up_to_date_first(tmp_path: Path) -> None:
    program(tmp_path, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {tmp_path}/log')

    outcome = apt.install(["one", "two"], environ={"PATH": str(tmp_path)})

    first, second = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert outcome.is_well
    assert first.startswith("noninteractive ")
    assert first.endswith(" update")
    assert second.endswith(" install --no-install-recommends one two")


def test_old_lists_may_still_do(tmp_path: Path) -> None:
    program(tmp_path, "apt-get", 'case "$*" in *update) exit 100;; esac')

    assert apt.install(["one"], environ={"PATH": str(tmp_path)}).is_well


def test_what_both_steps_said_is_kept(tmp_path: Path) -> None:
    program(
        tmp_path, "apt-get", 'case "$*" in *update) echo E: no net;; *) echo E: gone; exit 1;; esac'
    )

    outcome = apt.install(["one"], environ={"PATH": str(tmp_path)})

    assert outcome.text == "E: no net\nE: gone"
