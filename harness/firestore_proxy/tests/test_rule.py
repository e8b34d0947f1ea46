from typing import Any

import pytest
from pydantic import ValidationError

from harness.firestore_proxy.deed import Deed
from harness.firestore_proxy.rule import Match, Rule

WRITTEN = (Deed("create", "users/u"), Deed("replace", "interviews/abc"))


@pytest.mark.parametrize(
    ("match", "hits"),
    [
        (Match(), True),
        (Match(method="replace"), True),
        (Match(method="Commit"), True),
        (Match(method="commit", path="users/*"), True),
        (Match(method="replace", path="interviews/*"), True),
        (Match(method="create", path="interviews/*"), False),
        (Match(method="delete"), False),
        (Match(path="interviews"), False),
        (Match(method="RunQuery"), False),
    ],
)
def test_a_rule_hits_a_call_by_one_of_the_things_that_it_does(match: Match, hits: bool) -> None:
    assert match.covers("Commit", WRITTEN) == hits


def test_a_message_that_does_nothing_is_hit_by_nothing() -> None:
    assert not Match().covers("Write", ())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"on": "request", "effect": {"delay_ms": 1}}, "on"),
        ({"on": "database", "effect": {}}, "an effect needs one of"),
        ({"on": "database", "effect": {"status": 503}}, "status"),
        ({"on": "database", "effect": {"error": "unavailible"}}, "no status of gRPC's"),
        ({"on": "database", "effect": {"error": "ok"}}, "no status of gRPC's"),
        ({"on": "database", "effect": {"error": "aborted", "hang": True}}, "ends one way"),
        ({"on": "database", "match": {"method": "put"}, "effect": {"hang": True}}, "'put'"),
        ({"on": "database", "times": 0, "effect": {"hang": True}}, "times"),
    ],
)
def test_what_nobody_knows_is_refused(told: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Rule.model_validate(told)
