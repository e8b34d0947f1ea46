import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.embed import picture, policy, safe_json

TEXT = st.text(st.characters(codec=None)) | st.sampled_from(["</script>", "<!--", "\u2028", "&lt;"])


@given(st.dictionaries(TEXT, TEXT | st.integers() | st.none()))
def test_embedded_data_comes_back_and_can_end_no_script(value: dict[str, object]) -> None:
    text = str(safe_json(value))

    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)
    assert text.isascii()


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        safe_json([float("nan")])


def test_the_policy_forbids_whatever_is_not_named() -> None:
    rules = dict(it.strip().split(" ", 1) for it in policy("a()", "p {}").split(";"))

    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert rules["script-src"].startswith("'sha256-")
    assert rules["script-src"] != rules["style-src"]
    assert "unsafe" not in policy("a()", "p {}")


def test_what_is_no_picture_is_not_embedded(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg onload='alert(1)'/>")

    assert picture(tmp_path / "a.svg") == ""
