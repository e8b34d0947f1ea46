"""Durations as people write them: `90s`, `5m`, `1h30m`, `250ms`, or seconds alone."""

import re

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")
_WHOLE = re.compile(rf"(?:{_PART.pattern})+")


def seconds(text: str) -> float:
    """The duration in seconds; raises ValueError for anything else, zero, or less."""
    written = text.strip().lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", written):
        found = float(written)
    elif _WHOLE.fullmatch(written):
        found = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(written))
    else:
        raise ValueError("write a duration such as 90s, 5m or 1h30m")
    if found <= 0:
        raise ValueError("a duration is longer than nothing")
    return found
