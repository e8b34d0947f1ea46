"""A load plan as a person writes it in TOML (`plan.py` shows one)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from harness.pace.rate import Rate, Stretch
from harness.pace.step import rising
from harness.settings.duration import seconds


def _lasting(value: object) -> object:
    return seconds(value) if isinstance(value, str) else value


Seconds = Annotated[float, BeforeValidator(_lasting), Field(gt=0, allow_inf_nan=False)]
PerSecond = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Part(BaseModel):
    """Something in a plan, of which every key is known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Stage(_Part):
    """So long at a `rate`, or `from` one `to` another in a straight line."""

    lasts: Seconds
    rate: PerSecond | None = None
    begins: PerSecond | None = Field(None, alias="from")
    ends: PerSecond | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _one_of_two(self) -> "Stage":
        ramp = self.begins is not None and self.ends is not None
        none_of_a_ramp = self.begins is None and self.ends is None
        if not (ramp if self.rate is None else none_of_a_ramp):
            raise ValueError("a stage has a rate, or both from and to")
        return self

    def stretch(self) -> Stretch:
        """It as part of a rate."""
        begins = self.begins if self.rate is None else self.rate
        ends = self.ends if self.rate is None else self.rate
        return Stretch(self.lasts, begins or 0.0, ends or 0.0)


class Steps(_Part):
    """Rates that rise `factor` times a step, from `first` to `most`."""

    first: PerSecond
    most: PerSecond
    factor: Annotated[float, Field(gt=1, le=10)] = 1.5
    each: Seconds = 15.0
    rest: Seconds = 3.0


class Written(_Part):
    """The whole file."""

    title: str = ""
    journey: str = ""
    empty_storage: Annotated[float, Field(ge=0, le=1)] | None = None
    arrivals: Literal["even", "chance"] = "even"
    seed: int = 1
    users: Annotated[int, Field(ge=0, le=100_000)] = 0
    grace: Seconds | None = None
    min_samples: Annotated[int, Field(ge=1)] | None = None
    unbounded: bool = False
    stages: tuple[Stage, ...] = ()
    traffic: str = ""
    steps: Steps | None = None
    thresholds: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_three(self) -> "Written":
        if sum(map(bool, (self.stages, self.traffic, self.steps))) != 1:
            raise ValueError("a plan has either stages, or traffic, or steps")
        return self

    def rate(self) -> Rate:
        """The rate of stages or steps; raises ValueError for steps that do not rise."""
        if self.steps is None:
            return Rate(tuple(it.stretch() for it in self.stages))
        it = self.steps
        return rising(it.first, it.most, factor=it.factor, each_s=it.each, rest_s=it.rest)
