import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_backend.store.repository import Invalid
from mock_backend.store.validity import check_document, check_path, is_valid_id

ids = st.text(min_size=1, max_size=40)


@given(ids)
def test_an_id_is_valid_exactly_when_its_path_is(text: str) -> None:
    if is_valid_id(text):
        check_path(f"interviews/{text}")
    elif "/" not in text:
        with pytest.raises(Invalid):
            check_path(f"interviews/{text}")


@given(st.text(max_size=5), st.text(max_size=5))
def test_an_id_with_a_slash_is_never_valid(before: str, after: str) -> None:
    assert not is_valid_id(f"{before}/{after}")


@given(st.text(max_size=20))
def test_an_id_between_double_underscores_is_never_valid(text: str) -> None:
    assert not is_valid_id(f"__{text}__")


@pytest.mark.parametrize(("length", "valid"), [(1500, True), (1501, False)])
def test_an_id_is_measured_in_bytes(length: int, *, valid: bool) -> None:
    assert is_valid_id("x" * length) is valid
    assert is_valid_id("é" * (length // 2) + "x" * (length % 2)) is valid


def test_a_document_is_measured_with_its_path_and_names() -> None:
    overhead = len("interviews") + 1 + len("one") + 1 + 16 + 32 + len("text") + 1 + 1
    exact = 1_048_576 - overhead

    check_document("interviews/one", {"text": "x" * exact})
    with pytest.raises(Invalid):
        check_document("interviews/one", {"text": "x" * (exact + 1)})


def test_nesting_ends_at_twenty() -> None:
    def nested(depth: int) -> dict[str, object]:
        return {"in": nested(depth - 1)} if depth else {}

    check_document("a/b", nested(20))  # type: ignore[arg-type] # a plain dict is a document
    with pytest.raises(Invalid):
        check_document("a/b", nested(21))  # type: ignore[arg-type] # as above
