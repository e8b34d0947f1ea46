import time
from dataclasses import replace

import pytest

from harness.errors import BadSetting
from harness.load.account import Account, Lent
from harness.load.fit import refuse_unfit
from harness.load.journey import Journey
from harness.load.script import Script
from harness.load.tests.world import SCRIPT

SOMEBODY = Account("", "", lent=Lent("owner", "u1", "token"))


def refused(
    script: Script | None, account: Account = SOMEBODY, journey: Journey = Journey.MIXED
) -> str:
    with pytest.raises(BadSetting) as caught:
        refuse_unfit(script, account, journey, 0.2, profile="app.toml", lasts_s=60)
    return str(caught.value)


def test_what_nobody_knows_to_say_names_the_table() -> None:
    assert "it has no [load]" in refused(None)


def test_nobody_who_could_sign_in_names_the_key() -> None:
    assert "it has no [load.sign_in]" in refused(replace(SCRIPT, sign_in=None), Account())


def test_who_does_not_sign_in_needs_no_call_for_it() -> None:
    script = replace(SCRIPT, sign_in=None)

    refuse_unfit(script, Account("", "", lent=Lent()), Journey.MIXED, 0.2, profile="app.toml")


@pytest.mark.parametrize("journey", [Journey.MIXED, Journey.START_THEN_FALLBACK, Journey.RESUME])
def test_storage_needs_what_is_stored(journey: Journey) -> None:
    assert "[load.payload]" in refused(replace(SCRIPT, payload=None), journey=journey)


def test_the_server_alone_needs_no_payload() -> None:
    script = replace(SCRIPT, payload=None)

    refuse_unfit(script, SOMEBODY, Journey.FALLBACK, 0.2, profile="app.toml")


def test_who_resumes_needs_a_way_to_answer() -> None:
    script = replace(SCRIPT, answer=None)

    assert "[load.answer]" in refused(script, journey=Journey.RESUME)


def test_a_sign_in_that_ends_before_the_run_is_refused() -> None:
    brief = Account("", "", lent=Lent("owner", "u1", "token", until_s=time.time() + 20))
    enough = Account("", "", lent=Lent("owner", "u1", "token", until_s=time.time() + 600))

    assert "the run may last 60 s" in refused(SCRIPT, brief)
    refuse_unfit(SCRIPT, enough, Journey.MIXED, 0.2, profile="app.toml", lasts_s=60)
