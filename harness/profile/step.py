"""What a person does on a page, one step at a time."""

import re
from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, Field, model_validator

from harness.errors import BadProfile
from harness.profile.locator import Locator
from harness.profile.strict import STRICT

# The one name that every step, sign-in and value knows: the run's id.
RUN = "run"
VERBS = ("click", "fill", "select", "press", "check", "wait")
_WITH_VALUE = ("fill", "select", "press")
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w.-]*)\}")


class Step(BaseModel):
    """One act on one element, such as `{ fill = { label = "Email" }, value = "{email}" }`.

    `value` is the text to fill in, the label of the option to select, or the key to press
    (`Enter`, `Control+A`). `{names}` in it stand for the acting visitor's values, `{owner.name}`
    for another visitor's, and `{run}` for the id of the run, so that a field for a name or a note
    can say which run created a session.
    """

    model_config = STRICT

    click: Locator | None = None
    fill: Locator | None = None
    select: Locator | None = None
    press: Locator | None = None
    check: Locator | None = None
    wait: Locator | None = Field(None, description="wait until it is visible")
    value: str | None = Field(None, description="for fill, select and press")

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        named = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(named) != 1:
            found = " and ".join(named) or "none of them"
            raise ValueError(f"needs exactly one of {', '.join(VERBS)}; it has {found}")
        if (named[0] in _WITH_VALUE) != (self.value is not None):
            wants = "needs" if named[0] in _WITH_VALUE else "takes no"
            raise ValueError(f"'{named[0]}' {wants} 'value'")
        return self

    @property
    def verb(self) -> str:
        """What is done."""
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    @property
    def locator(self) -> Locator:
        """To what it is done."""
        found = getattr(self, self.verb)
        assert isinstance(found, Locator)
        return found

    def text(self, values: Mapping[str, str]) -> str:
        """The value with its `{names}` filled in; raises BadProfile for a name without value."""
        return fill(self.value or "", values)

    def __str__(self) -> str:
        """As a person would say it, secrets unfilled."""
        value = f" {self.value!r}" if self.value is not None else ""
        return f"{self.verb} {self.locator}{value}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{name}` replaced; raises BadProfile for a name without value."""

    def one(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = ", ".join(sorted(values)) or "none"
            raise BadProfile(f"The profile asks for '{match[0]}' in {text!r}. Known: {known}.")
        return values[match[1]]

    return _PLACEHOLDER.sub(one, text)
