"""The orders of a race on disk, each written as it ends, so that none is lost with the process.

    line 1   {"format": 2, "digest": ..., "scenario": ..., "gates": [...]}
    a line   {"id", "outcome", "loads", "broken", "failed", "undecided", "parked", "steps"}
    a step   {"gate", "touched", "ended"}

A thing that was written has a `!` before it.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from harness.errors import BadRun, BadSetting, NotSaved
from harness.model.race import Doubt
from harness.race.played import Parked, Played
from harness.race.step import Gate, Step, Touch
from harness.racing.orders import Order
from harness.racing.outcome import Ended

NAME = "orders.jsonl"
FORMAT = 2


class Diary:
    """Appends orders to `folder/orders.jsonl`; raises NotSaved."""

    def __init__(self, folder: Path, *, digest: str, scenario: str, gates: Sequence[str]) -> None:
        self._file = folder / NAME
        head = {"format": FORMAT, "digest": digest, "scenario": scenario, "gates": list(gates)}
        self._append(head)

    def note(self, order: Order) -> None:
        """Writes down one order."""
        played = order.played
        self._append(
            {
                "id": order.id,
                "outcome": played.outcome,
                "loads": list(order.ended.loads),
                "broken": list(order.ended.broken),
                "failed": order.ended.failed,
                "undecided": {it.invariant: it.reason for it in order.ended.undecided},
                "parked": [[str(gate) for gate in now] for now in played.parked],
                "steps": [_step(it) for it in played.steps],
            }
        )

    def _append(self, told: object) -> None:
        try:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")
        except OSError as error:
            raise NotSaved(f"{self._file} cannot be written: {error.strerror}.") from error


def remembered(folder: Path, digest: str) -> tuple[Order, ...]:
    """The orders that a race has written down; a last line that was cut short is left out.

    Raises BadRun for a folder without any, BadSetting for orders of another race.
    """
    file = folder / NAME
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        why = f"{file} cannot be read: {error.strerror}. Is it the folder of a race?"
        raise BadRun(why) from error
    told = list(_parsed(lines, file))
    if not told or told[0].get("format") != FORMAT:
        raise BadRun(f"{file} is no list of orders, or another version of Layerproof wrote it.")
    if told[0]["digest"] != digest:
        raise BadSetting(
            f"{folder} is of another race ({told[0]['scenario']} at {','.join(told[0]['gates'])}). "
            "Resume it with the same starter and the same gates."
        )
    return tuple(_order(it) for it in told[1:])


def _parsed(lines: Sequence[str], file: Path) -> Iterable[dict[str, Any]]:
    for at, line in enumerate(lines):
        try:
            yield json.loads(line)
        except ValueError as error:
            if at < len(lines) - 1:
                raise BadRun(f"{file}: line {at + 1} is no JSON: {error}.") from error


def _step(step: Step) -> dict[str, object]:
    touched = sorted(f"!{it.thing}" if it.writes else it.thing for it in step.touched)
    ended = sorted(map(str, step.ended))
    return {"gate": str(step.gate), "touched": touched, "ended": ended}


def _order(told: dict[str, Any]) -> Order:
    parked: tuple[Parked, ...] = tuple(tuple(map(_gate, now)) for now in told["parked"])
    steps = tuple(_step_of(it) for it in told["steps"])
    doubts = tuple(Doubt(*it) for it in told["undecided"].items())
    ended = Ended(tuple(told["loads"]), tuple(told["broken"]), str(told["failed"]), doubts)
    return Order(str(told["id"]), Played(parked, steps, str(told["outcome"])), ended)


def _step_of(told: dict[str, Any]) -> Step:
    touched = frozenset(
        Touch(it.removeprefix("!"), writes=it.startswith("!")) for it in told["touched"]
    )
    return Step(_gate(told["gate"]), touched, frozenset(map(_gate, told["ended"])))


def _gate(text: str) -> Gate:
    actor, _, name = text.rpartition(":")
    return Gate(actor, name)
