from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.repro.ddmin import ddmin


@given(st.integers(1, 24).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1)))))
def test_exactly_what_is_needed_is_left(case: tuple[int, set[int]]) -> None:
    count, needed = case

    assert ddmin(range(count), lambda part: needed <= set(part)) == tuple(sorted(needed))


def test_either_of_two_is_enough() -> None:
    assert len(ddmin("abcdef", lambda part: "b" in part or "e" in part)) == 1


def test_nothing_can_be_left_out_of_what_is_left() -> None:
    def fails(part: Sequence[int]) -> bool:
        return len(part) >= 3 and part[0] % 2 == 0

    found = ddmin(range(9), fails)

    assert fails(found)
    assert not any(fails([it for it in found if it != gone]) for gone in found)


def test_no_part_is_tried_twice() -> None:
    seen: list[tuple[str, ...]] = []

    def fails(part: Sequence[str]) -> bool:
        seen.append(tuple(part))
        return {"a", "h"} <= set(part)

    ddmin("abcdefgh", fails)

    assert len(seen) == len(set(seen))


def test_what_does_not_fail_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fail"):
        ddmin("ab", lambda _: False)
