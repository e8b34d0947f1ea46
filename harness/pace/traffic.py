"""A rate from a record of real traffic: a CSV file of `time,rate` or `time,count`.

    time,count                       time,rate
    2026-11-20T09:00:00Z,1200        0,10
    2026-11-20T09:01:00Z,3400        30,45.5

`time` is an instant of RFC 3339 or a number of seconds. A count is what came from this row's time
to the next one's, evenly; the last row's span is as long as the one before it. A rate is what was
measured at that moment, and goes in a straight line to the next.
"""

import csv
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeAlias

from harness.errors import BadSetting
from harness.pace.rate import Rate, Stretch

Row: TypeAlias = tuple[int, float, float]
"""The line's number, its time in seconds, and its value."""


def read_traffic(text: str, *, where: str) -> Rate:
    """The rate of the record; raises BadSetting, with the line, for what is none."""
    lines = csv.reader(text.lstrip("\ufeff").splitlines())
    head = [it.strip().lower() for it in next(lines, [])]
    if head not in (["time", "rate"], ["time", "count"]):
        raise BadSetting(f"{where} begins with the line 'time,rate' or 'time,count'.")
    rows = list(_rows(lines, where))
    if len(rows) < 2:
        raise BadSetting(f"{where} has {len(rows)} rows; a rate over time needs two or more.")
    for before, after in pairwise(rows):
        if after[1] <= before[1]:
            raise BadSetting(f"{where}, line {after[0]}: its time is not after the one before it.")
    rate = _of_counts(rows) if head[1] == "count" else _of_rates(rows)
    if not rate.arrivals:
        raise BadSetting(f"{where} says that nobody came.")
    return rate


def _rows(lines: Iterator[list[str]], where: str) -> Iterator[Row]:
    for number, row in enumerate(lines, 2):
        if not any(it.strip() for it in row):
            continue
        try:
            time, value = row
            yield number, _seconds(time.strip()), _value(value)
        except ValueError as error:
            raise BadSetting(f"{where}, line {number}: {error}.") from error


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        instant = datetime.fromisoformat(text)
        found = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    if not math.isfinite(found):
        raise ValueError(f"'{text}' is no time")
    return found


def _value(text: str) -> float:
    found = float(text)
    if not (found >= 0 and math.isfinite(found)):
        raise ValueError(f"a rate or a count is 0 or more, not {text.strip()}")
    return found


def _of_counts(rows: Sequence[Row]) -> Rate:
    spans = [after[1] - before[1] for before, after in pairwise(rows)]
    spans.append(spans[-1])
    return Rate(
        tuple(
            Stretch(span, count / span, count / span)
            for (_, _, count), span in zip(rows, spans, strict=True)
        )
    )


def _of_rates(rows: Sequence[Row]) -> Rate:
    return Rate(
        tuple(
            Stretch(after[1] - before[1], before[2], after[2]) for before, after in pairwise(rows)
        )
    )
