from harness.conditions.condition import BY_SERVER, UNDECIDED, in_error
from harness.conditions.registry import condition_named
from harness.model.word import ErrorKind


def test_a_condition_recovers_where_the_server_answers_in_the_end() -> None:
    assert condition_named("server-error:2").recovers
    assert not condition_named("server-error:3").recovers


def test_an_end_is_known_by_its_layer_or_its_kind() -> None:
    assert BY_SERVER.is_known
    assert in_error(ErrorKind.NETWORK).is_known
    assert not UNDECIDED.is_known
