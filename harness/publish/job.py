"""What a job of GitHub reads from files and from its own output: summary, outputs, annotations.

Annotations are lines that the runner acts on. Nothing that comes from an app may begin one: signs
that end a line or a property are written as the runner's own tools write them.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from harness.errors import NotSaved
from harness.publish.text import fitted, in_bytes

SUMMARY = 1024 * 1024 - 1024  # bytes of one step's summary, with some room
SUMMARY_NOTE = "… cut here: GitHub takes 1 MiB. All of it is in the report."
MOST = 10  # annotations of one kind that a step shows
LONGEST = 60_000  # bytes of a message; GitHub takes 64 KiB
TITLE = 200


class Level(StrEnum):
    """How loud an annotation is."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A line beside a job, with a title; the message's first line is what a person sees first."""

    level: Level
    title: str
    message: str


def command(it: Annotation) -> str:
    """The annotation as one line that the runner acts on."""
    title = _property(" ".join(it.title.split())[:TITLE])
    return f"::{it.level} title={title}::{_data(_cut(it.message))}"


def within_limits(annotations: Iterable[Annotation]) -> list[Annotation]:
    """As many as a step shows of each level; the last says how many more there are."""
    shown = list[Annotation]()
    for level in Level:
        own = [it for it in annotations if it.level is level]
        shown += own if len(own) <= MOST else [*own[: MOST - 1], _more(level, own[MOST - 1 :])]
    return shown


def tell_summary(file: Path, text: str) -> None:
    """Adds the text to the step's summary, cut to what is left of its size; raises NotSaved."""
    try:
        taken = file.stat().st_size if file.exists() else 0
        with file.open("a", encoding="utf-8", errors="replace") as into:
            into.write(fitted(text, max(SUMMARY - taken, 0), SUMMARY_NOTE, size=in_bytes))
    except OSError as error:
        raise NotSaved(f"The step's summary {file} cannot be written: {error.strerror}.") from error


def tell_outputs(file: Path, outputs: Mapping[str, str]) -> None:
    """Adds the step's outputs, each ended by a word that cannot be in it; raises NotSaved."""
    lines = list[str]()
    for name, value in outputs.items():
        end = f"end-{secrets.token_hex(16)}"
        lines += [f"{name}<<{end}", value, end]
    try:
        with file.open("a", encoding="utf-8", errors="replace") as into:
            into.write("".join(f"{line}\n" for line in lines))
    except OSError as error:
        raise NotSaved(f"The step's outputs {file} cannot be written: {error.strerror}.") from error


def _more(level: Level, rest: Sequence[Annotation]) -> Annotation:
    return Annotation(level, f"{len(rest)} more", f"{len(rest)} more of this kind: see the report.")


def _cut(text: str) -> str:
    """The text in at most so many bytes, without half a sign at its end."""
    raw = text.encode("utf-8", "replace")
    return text if len(raw) <= LONGEST else f"{raw[: LONGEST - 9].decode('utf-8', 'ignore')}…"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
