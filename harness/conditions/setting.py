"""Reading what stands behind a condition's colon."""

import re

from harness.errors import BadSetting

_MS = re.compile(r"(\d+(?:\.\d+)?)(ms|s)?", re.ASCII)
_FACTOR = re.compile(r"\d+(?:\.\d+)?x?", re.ASCII)


def refuse_setting(name: str, setting: str) -> None:
    """Raises BadSetting where a condition that takes none was given one."""
    if setting:
        raise BadSetting(f"Condition '{name}' takes no setting; it was given '{setting}'.")


def full_name(name: str, setting: str) -> str:
    """`latency:300ms` for a condition that was given a setting, else its bare name."""
    return f"{name}:{setting}" if setting else name


def milliseconds(name: str, setting: str, *, default: float) -> float:
    """`300ms`, `2s` or `300` in ms; `default` for ''. Raises BadSetting."""
    if not setting:
        return default
    found = _MS.fullmatch(setting)
    if found is None:
        raise BadSetting(f"'{name}:{setting}': write a time such as {name}:300ms or {name}:2s.")
    return float(found[1]) * (1_000 if found[2] == "s" else 1)


def count(name: str, setting: str, *, default: int) -> int:
    """A whole number of at least 1; `default` for ''. Raises BadSetting."""
    if not setting:
        return default
    if not setting.isdecimal() or int(setting) < 1:
        raise BadSetting(f"'{name}:{setting}': write a whole number, such as {name}:2.")
    return int(setting)


def how_often(name: str, setting: str, *, default: int | None) -> int | None:
    """A whole number of at least 1, None for `always`; `default` for ''. Raises BadSetting."""
    if not setting:
        return default
    if setting == "always":
        return None
    if not setting.isdecimal() or int(setting) < 1:
        raise BadSetting(
            f"'{name}:{setting}': write how often, such as {name}:2, or {name}:always."
        )
    return int(setting)


def factor(name: str, setting: str, *, default: float) -> float:
    """A number of at least 1, `x` behind it or not; `default` for ''. Raises BadSetting."""
    if not setting:
        return default
    if _FACTOR.fullmatch(setting) is None or float(setting.removesuffix("x")) < 1:
        raise BadSetting(f"'{name}:{setting}': write by what factor, such as {name}:4x.")
    return float(setting.removesuffix("x"))


def one_of(name: str, setting: str, *choices: str) -> str:
    """One of the words; the first for ''. Raises BadSetting."""
    if not setting:
        return choices[0]
    if setting not in choices:
        known = " or ".join(f"{name}:{it}" for it in choices)
        raise BadSetting(f"'{name}:{setting}' is not known; write {known}.")
    return setting


def share(name: str, setting: str, *, default: float) -> float:
    """A probability: `30%` or `0.3`; `default` for ''. Raises BadSetting."""
    if not setting:
        return default
    try:
        value = float(setting.rstrip("%")) / (100 if setting.endswith("%") else 1)
    except ValueError as error:
        raise BadSetting(f"'{name}:{setting}': write a share such as {name}:30%.") from error
    if not 0 < value <= 1:
        raise BadSetting(f"'{name}:{setting}': a share is more than 0 % and at most 100 %.")
    return value
