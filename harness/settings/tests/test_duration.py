import pytest

from harness.settings.duration import seconds


@pytest.mark.parametrize(
    ("text", "found"),
    [("90s", 90), ("5m", 300), ("1h30m", 5400), ("250ms", 0.25), ("300", 300), (" 1.5M ", 90)],
)
def test_a_duration_is_read_in_seconds(text: str, found: float) -> None:
    assert seconds(text) == found


@pytest.mark.parametrize("text", ["", "soon", "5 m", "m5", "-5m", "5x", "0s", "0", "1e3"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        seconds(text)
