import pytest

from harness.errors import Inconclusive
from harness.repro.compose import compose
from harness.repro.part import Script
from harness.repro.shrink import Outcome, shrink
from harness.repro.tests.made import PROFILE, a_finding

WRONG, SOUND = "http://wrong.test", "http://sound.test"


def a_script() -> Script:
    conditions = ("storage-full", "server-error:1", "popup-blocked")
    found = compose(a_finding("runner.server.shown", *conditions), None, PROFILE, name="x")
    assert isinstance(found, Script)
    return found


def names(script: Script) -> set[str]:
    return {it.name for it in script.parts}


def test_only_what_it_fails_without_is_left() -> None:
    def run(script: Script, _url: str) -> Outcome:
        return Outcome(1 if "storage-full" in names(script) else 0, "")

    assert names(shrink(a_script(), run, url=WRONG)) == {"storage-full"}


def test_what_fails_on_a_sound_app_too_is_no_repro() -> None:
    def run(script: Script, url: str) -> Outcome:
        return Outcome(1 if url == WRONG or "storage-full" not in names(script) else 0, "")

    found = shrink(a_script(), run, url=WRONG, sound_url=SOUND)

    assert names(found) == {"storage-full"}


def test_a_script_that_cannot_be_tried_is_not_made_shorter() -> None:
    with pytest.raises(Inconclusive, match="exit code is 3"):
        shrink(a_script(), lambda _script, _url: Outcome(3, "no browser"), url=WRONG)


def test_what_makes_it_this_fault_is_never_left_out() -> None:
    found = compose(a_finding("starter.storage", "storage-full"), None, PROFILE, name="x")
    assert isinstance(found, Script)

    shorter = shrink(found, lambda _script, _url: Outcome(1, ""), url=WRONG)

    assert names(shorter) == {"the server gives no session"}
