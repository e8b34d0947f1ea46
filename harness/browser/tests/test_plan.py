import re
from dataclasses import replace

import pytest

from harness.browser.plan import endpoint_pattern, probe_config, runner_pattern
from harness.conditions.wire import StorageRule
from harness.model.word import ErrorKind, Role, Screen
from harness.profile.endpoint import Endpoint
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa

PROFILE = load_profile("mock")
PLAN = RoomPlan("http://app.test", "", PROFILE, Visa({"auth:uid": "ann"}), seeds={"k": "v"})


def test_the_runners_pattern_takes_one_segment() -> None:
    runner = re.compile(runner_pattern(PROFILE))

    found = runner.match("/interview/abc")
    assert found is not None
    assert found[1] == "abc"
    assert not runner.match("/interview/abc/more")
    assert not runner.match("/interviews/abc")


def test_an_endpoint_is_told_by_method_and_address_with_any_query() -> None:
    pattern = endpoint_pattern(Endpoint(path="GET /api/x/{id}"))

    assert pattern.startswith("^GET ")
    assert pattern.endswith("([?#].*)?$")
    assert endpoint_pattern(Endpoint(path="* /api/x")).startswith("^[A-Z]+ ")


def test_storage_begins_with_who_is_signed_in_and_what_is_seeded() -> None:
    config = probe_config(PLAN)

    assert config.seed_storage == {"auth:uid": "ann", "k": "v"}
    assert config.seed_origin == "http://app.test"
    assert config.origins == ("http://app.test",)


def test_an_error_with_its_kind_comes_before_the_plain_one() -> None:
    screens = probe_config(PLAN).screens

    errors = [it.kind for it in screens if it.screen is Screen.ERROR]
    assert set(errors) == {*ErrorKind, ""}
    assert errors[-1] == ""


@pytest.mark.parametrize(
    ("entry", "planned"),
    [("empty", "empty"), ("corrupt", "text"), ("wrong-shape", "edit"), ("old", "edit")],
)
def test_a_rule_about_the_entry_is_a_plan_for_the_probe(entry: str, planned: str) -> None:
    rule = StorageRule(entry=entry)

    assert probe_config(replace(PLAN, storage=rule)).storage.entry == planned


def test_the_clock_runs_only_in_virtual_time_and_passes_over_what_hangs() -> None:
    hung = probe_config(replace(PLAN, hung=(Role.SESSION,))).clock

    assert hung is not None
    assert len(hung.hung_patterns) == len(PROFILE.api.session)
    assert probe_config(replace(PLAN, virtual_time=False)).clock is None
