from hypothesis import given
from hypothesis import strategies as st

from harness.publish.text import fitted, in_bytes

NOTE = "… cut"


def test_what_fits_is_left_alone() -> None:
    assert fitted("a\nb\n", 4, NOTE, size=in_bytes) == "a\nb\n"


def test_what_does_not_fit_is_cut_between_lines() -> None:
    text = "".join(f"line {number}\n" for number in range(100))

    cut = fitted(text, 60, NOTE, size=in_bytes)

    assert cut.splitlines()[-1] == NOTE
    assert [it for it in cut.splitlines()[:-1] if it] == [f"line {n}" for n in range(7)]


def test_a_line_that_is_too_long_is_left_out_whole() -> None:
    assert fitted("ä" * 50, 60, NOTE, size=in_bytes) == f"\n{NOTE}\n"


@given(st.lists(st.text(max_size=30), max_size=30), st.integers(20, 300))
def test_nothing_is_longer_than_what_is_taken(lines: list[str], most: int) -> None:
    text = "".join(f"{line}\n" for line in lines)

    cut = fitted(text, most, NOTE, size=in_bytes)

    assert in_bytes(cut) <= most
    assert cut == text or text.startswith(cut.removesuffix(f"\n{NOTE}\n"))
