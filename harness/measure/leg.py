"""Parts of the server's own time, as it tells them in Server-Timing (W3C Server Timing)."""

from collections.abc import Iterator

MOST = 12
"""As many of an answer are read; a server that tells more tells them in vain."""


def legs_of(header: str) -> Iterator[tuple[str, int]]:
    """Each part that has a duration, with its name and its microseconds; the rest is left out."""
    for entry in header.split(",", MOST)[:MOST]:
        name, _, rest = entry.partition(";")
        for parameter in rest.split(";"):
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "dur" and (us := _us(value)) is not None:
                yield name.strip(), us
                break


def _us(text: str) -> int | None:
    try:
        ms = float(text.strip().strip('"'))
    except ValueError:
        return None
    return int(ms * 1_000) if 0 <= ms < 3_600_000 else None
