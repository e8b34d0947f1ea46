import pytest

from harness.load.payload import is_payload, parsed


@pytest.mark.parametrize("text", ["", "NaN", "[Infinity]", "{", "[" * 100_000])
def test_what_a_browser_cannot_parse_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parsed(text)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"apiSession": []}])
def test_anything_else_is_no_payload(value: object) -> None:
    assert not is_payload(value)
