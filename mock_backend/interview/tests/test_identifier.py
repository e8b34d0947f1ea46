from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_backend.interview.identifier import id_in_path, new_id
from mock_backend.problem import Problem
from mock_backend.store.validity import is_valid_id


@given(st.text(min_size=1, max_size=50).filter(is_valid_id))
def test_a_valid_id_comes_back_from_its_url(text: str) -> None:
    assert id_in_path(quote(text, safe="").encode()) == text


@given(st.binary(max_size=30))
def test_any_bytes_are_a_valid_id_or_a_problem(segment: bytes) -> None:
    try:
        found = id_in_path(segment)
    except Problem:
        return
    assert is_valid_id(found)


@pytest.mark.parametrize("segment", [b"", b".", b"..", b"%2f", b"a%2Fb", b"__a__", b"%ff"])
def test_what_firestore_refuses_is_refused(segment: bytes) -> None:
    with pytest.raises(Problem):
        id_in_path(segment)


def test_new_ids_are_valid_and_differ() -> None:
    made = {new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(map(is_valid_id, made))
