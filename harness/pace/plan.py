"""A load plan: at which rate visitors come, what they do, and what must hold.

    title = "Two minutes at our peak"
    journey = "mixed"
    empty_storage = 0.2
    stages = [
      { lasts = "30s", from = 0, to = 50 },
      { lasts = "2m", rate = 50 },
    ]

    [thresholds]
    load_success = "rate>0.99"
    "load_duration{layer:server}" = ["p(95)<800", { threshold = "p(99)<3000", abortOnFail = true }]

In place of stages: `traffic = "monday.csv"` (beside the plan, see `traffic.py`), or
`steps = { first = 10, factor = 1.5, each = "15s", most = 2000 }`. Built-in plans lie in `plans/`.
"""

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from harness.errors import BadSetting, UnknownName
from harness.pace.rate import Rate, Stretch, constant
from harness.pace.step import Step, steps_of
from harness.pace.traffic import read_traffic
from harness.pace.written import Written

Spacing = Literal["even", "chance"]
PER_S = 50.0
LASTS_S = 60.0
# What is refused unless somebody says that it is meant.
MOST_PER_S = 5_000.0
MOST_S = 3_600.0
# A load may take its deadline of 15 s, after 10 s for the document.
GRACE_S = 30.0
FEWEST_USERS, MOST_USERS = 10, 5_000
# How long a load is taken to last when nobody knows: that many seconds of the highest rate.
EXPECTED_S = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan. `thresholds` maps a metric with its selectors to what `thresholds_of` reads.

    `seed` is what chance begins with where arrivals come by chance. What has begun when the last
    stage ends is given `grace_s` to end.
    """

    name: str
    rate: Rate
    title: str = ""
    journey: str = ""
    empty_storage: float | None = None
    spacing: Spacing = "even"
    seed: int = 1
    users: int = 0
    grace_s: float = GRACE_S
    fewest: int | None = None
    unbounded: bool = False
    stepped: bool = False
    thresholds: Mapping[str, Any] = field(default_factory=dict)

    @property
    def chance(self) -> int | None:
        """What `Rate.moments` begins its chance with, None for even spacing."""
        return self.seed if self.spacing == "chance" else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, none where it has stages or traffic."""
        return steps_of(self.rate) if self.stepped else ()

    @property
    def pool(self) -> int:
        """How many users it takes, as the plan says or as its highest rate asks for."""
        asked = math.ceil(self.rate.most_per_s * EXPECTED_S)
        return self.users or min(max(asked, FEWEST_USERS), MOST_USERS)

    def tree(self) -> dict[str, Any]:
        """All of it as plain data."""
        stretches = [[it.lasts_s, it.begins_per_s, it.ends_per_s] for it in self.rate.stretches]
        facts = {it: getattr(self, it) for it in _FACTS}
        return {**facts, "stretches": stretches, "thresholds": dict(self.thresholds)}

    def text(self) -> str:
        """All of it as one line, for another process."""
        return json.dumps(self.tree())


_FACTS = (
    *("name", "title", "journey", "empty_storage", "spacing", "seed", "users", "grace_s"),
    *("fewest", "unbounded", "stepped"),
)


def of_text(text: str) -> Plan:
    """The plan that gave this text."""
    tree = json.loads(text)
    stretches = tuple(Stretch(*it) for it in tree.pop("stretches"))
    return Plan(rate=Rate(stretches), **tree)


def plan_names() -> tuple[str, ...]:
    """The built-in plans."""
    found = files("harness.pace") / "plans"
    return tuple(sorted(it.name.removesuffix(".toml") for it in found.iterdir()))


def chosen(name: str, *, per_s: float | None, lasts_s: float | None) -> Plan:
    """The plan of that name or file, a steady rate where it is ''.

    `per_s` becomes its highest rate and `lasts_s` its length. Raises BadSetting, UnknownName.
    """
    if not name:
        return Plan("steady", constant(per_s or PER_S, lasts_s or LASTS_S))
    plan = read_plan(name)
    if per_s is not None:
        plan = replace(plan, rate=plan.rate.scaled(per_s / plan.rate.most_per_s))
    return plan if lasts_s is None else replace(plan, rate=plan.rate.lasting(lasts_s))


def read_plan(name: str) -> Plan:
    """The built-in plan of that name, or the one in that file; raises BadSetting, UnknownName."""
    if name in plan_names():
        source = files("harness.pace") / "plans" / f"{name}.toml"
        return parse_plan(source.read_text("utf-8"), name=name, folder=Path())
    path = Path(name)
    if path.suffix != ".toml":
        raise UnknownName("load plan", name, plan_names())
    return parse_plan(_read(path), name=path.stem, folder=path.parent)


def parse_plan(text: str, *, name: str, folder: Path) -> Plan:
    """The plan that is written so; files that it names count from the folder."""
    try:
        written = Written.model_validate(tomllib.loads(text))
        rate = _rate(written, folder)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"The plan '{name}' is no TOML: {error}.") from error
    except ValidationError as error:
        raise BadSetting(f"The plan '{name}': {_complaint(error)}") from error
    except ValueError as error:
        raise BadSetting(f"The plan '{name}': {error}.") from error
    if not rate.arrivals:
        raise BadSetting(f"The plan '{name}' has nobody come.")
    return Plan(
        name,
        rate,
        title=written.title,
        journey=written.journey,
        empty_storage=written.empty_storage,
        spacing=written.arrivals,
        seed=written.seed,
        users=written.users,
        grace_s=GRACE_S if written.grace is None else written.grace,
        fewest=written.min_samples,
        unbounded=written.unbounded,
        stepped=written.steps is not None,
        thresholds=written.thresholds,
    )


def refuse_unbounded(plan: Plan, *, unbounded: bool) -> None:
    """Raises BadSetting for a rate or a length that is more likely a slip than meant; the plan
    itself may say that it is.
    """
    if unbounded or plan.unbounded:
        return
    if plan.rate.most_per_s > MOST_PER_S:
        raise BadSetting(
            f"{plan.rate.most_per_s:g} visitors a second are more than {MOST_PER_S:g}. "
            "If that is meant, add --unbounded."
        )
    if plan.rate.lasts_s > MOST_S:
        raise BadSetting(
            f"{plan.rate.lasts_s:g} s are more than an hour. If that is meant, add --unbounded."
        )


def _rate(written: Written, folder: Path) -> Rate:
    if written.traffic:
        path = folder / written.traffic
        return read_traffic(_read(path), where=str(path))
    return written.rate()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} cannot be read: {error}.") from error


def _complaint(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        where = ".".join(str(it) for it in problem["loc"])
        said = str(problem.get("ctx", {}).get("error") or problem["msg"])
        lines.append(f"{where}: {said}." if where else f"{said}.")
    return " ".join(lines)
