"""The settings as lines that a person reads once per run."""

from harness.settings.settings import Settings


def lines(settings: Settings) -> list[str]:
    """A line for each setting that somebody gave, with its origin; the rest is by default."""
    shown = settings.shown()
    given = {key: it for key, it in shown.items() if it[1] != "default"}
    if not given:
        return ["settings: all by default"]
    wide = max(map(len, given))
    return [f"{key:<{wide}}  {value}  ({origin})" for key, (value, origin) in given.items()]
