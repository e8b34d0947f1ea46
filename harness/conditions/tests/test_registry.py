import tomllib
from pathlib import Path

import pytest

from harness.conditions.registry import compose, condition_named, condition_names
from harness.conditions.tests.cases import ENTRIES, SILENCES
from harness.errors import BadSetting, Conflict, UnknownName

ROOT = Path(__file__).resolve().parents[3]
# What a person may name as a visitor is only known to the profile.
TAKES_ANY_WORD = {"foreign-user"}
EMULATED = {
    "flaky",
    "offline",
    "popup-blocked",
    "reset",
    "storage-blocked",
    "storage-late",
    "storage-lossy",
}


@pytest.mark.parametrize("name", condition_names())
def test_a_condition_tries_a_line_of_the_contract(name: str) -> None:
    lines = tomllib.loads((ROOT / "contract.toml").read_text(encoding="utf-8"))["line"]

    assert condition_named(name).line in {it["id"] for it in lines}


@pytest.mark.parametrize("name", condition_names())
def test_a_condition_has_a_test_of_its_own_or_a_row_among_those_alike(name: str) -> None:
    own = Path(__file__).parent / f"test_{name.replace('-', '_')}.py"

    assert own.is_file() or name in {*ENTRIES, *SILENCES}


@pytest.mark.parametrize("name", condition_names())
def test_a_condition_bears_the_name_of_its_file(name: str) -> None:
    assert condition_named(name).name == name


@pytest.mark.parametrize("name", sorted(set(condition_names()) - TAKES_ANY_WORD))
def test_a_setting_that_makes_no_sense_is_refused(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        condition_named(f"{name}:nonsense!")


def test_what_is_played_by_script_says_so() -> None:
    assert {it for it in condition_names() if condition_named(it).emulated} == EMULATED


def test_a_name_carries_its_setting() -> None:
    assert condition_named("latency:2s").name == "latency:2s"


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'slow-3g'"):
        condition_named("slow3g")


def test_a_colon_without_a_setting_is_refused() -> None:
    with pytest.raises(BadSetting, match="ends after its colon"):
        condition_named("latency:")


@pytest.mark.parametrize(
    "texts", [["slow-3g+storage-empty"], ["slow-3g, storage-empty"], ["slow-3g", "storage-empty"]]
)
def test_several_compose(texts: list[str]) -> None:
    assert [it.name for it in compose(texts)] == ["slow-3g", "storage-empty"]


@pytest.mark.parametrize(
    ("one", "other", "thing"),
    [
        ("slow-3g", "latency", "link"),
        ("slow-3g", "offline", "link"),
        ("flaky", "server-error", "fault.session"),
        ("cold-start", "hang", "fault.session"),
        ("storage-empty", "old-payload", "storage.entry"),
        ("storage-full", "storage-blocked", "storage.access"),
        ("signed-out", "foreign-user", "auth.visitor"),
        ("signed-out", "auth-expired", "auth.token"),
        ("auth-late", "offline", "fault.auth"),
        ("slow-cpu", "slow-cpu:2x", "cpu"),
    ],
)
def test_two_that_decide_one_thing_conflict(one: str, other: str, thing: str) -> None:
    with pytest.raises(Conflict, match=thing):
        compose([f"{one}+{other}"])
