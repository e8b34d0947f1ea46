import pytest

from harness.errors import UnknownName
from harness.invariants.registry import invariant_named, invariant_names, load_invariants


def test_every_file_with_an_invariant_is_found() -> None:
    assert len(load_invariants()) >= 60
    assert list(invariant_names()) == sorted(set(invariant_names()))


def test_an_invariant_is_found_by_name() -> None:
    assert invariant_named("load-ends").line == "runner.stuck"


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="load-ends"):
        invariant_named("load-end")
