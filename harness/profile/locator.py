"""How a profile names what a person sees: a locator, and a sign made of several."""

from typing import Self

from pydantic import BaseModel, Field, model_validator

from harness.profile.strict import STRICT

WAYS = ("role", "label", "placeholder", "text", "matches", "test_id", "css")


class Locator(BaseModel):
    """One element, named in exactly one way; `name` narrows a role by its accessible name.

    Texts are found as a person finds them: anywhere in the words, in capitals or not, unless
    `exact`. `matches` is a regular expression over visible text. `within` narrows the search.
    """

    model_config = STRICT

    role: str = Field("", description="ARIA role, such as 'button'")
    name: str = Field("", description="accessible name; only beside 'role'")
    label: str = Field("", description="text of the field's label")
    placeholder: str = Field("", description="the field's placeholder")
    text: str = Field("", description="visible text")
    matches: str = Field("", description="regular expression over visible text")
    test_id: str = Field("", description="value of data-testid")
    css: str = Field("", description="CSS selector; the last resort")
    exact: bool = Field(False, description="the whole text, capitals as written")
    within: "Locator | None" = Field(None, description="the element to look in")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        named = [way for way in WAYS if getattr(self, way)]
        if len(named) != 1:
            found = " and ".join(named) or "none of them"
            raise ValueError(f"needs exactly one of {', '.join(WAYS)}; it has {found}")
        if self.name and not self.role:
            raise ValueError("'name' goes with 'role' only")
        return self

    @property
    def way(self) -> str:
        """Which of the ways it uses."""
        return next(way for way in WAYS if getattr(self, way))

    @property
    def words(self) -> str:
        """The words that a person reads on the element; '' where the locator does not tell."""
        return self.name or self.label or self.text or self.placeholder

    def __str__(self) -> str:
        """As a person would say it: `button "Retry"`, `label "Email"`."""
        place = f" in {self.within}" if self.within else ""
        if self.role:
            return f'{self.role} "{self.name}"{place}' if self.name else f"{self.role}{place}"
        return f'{self.way.replace("_", " ")} "{getattr(self, self.way)}"{place}'


class Sign(BaseModel):
    """What shows that a screen is there: each of `all`, one of `any`, and nothing of `none`.

    An element counts when it is visible.
    """

    model_config = STRICT

    any: tuple[Locator, ...] = Field((), description="one of these is enough")
    all: tuple[Locator, ...] = Field((), description="each of these is needed")
    none: tuple[Locator, ...] = Field((), description="none of these may be there")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.any and not self.all:
            raise ValueError("needs a locator in 'any' or 'all', or it is never seen")
        return self

    @property
    def locators(self) -> tuple[Locator, ...]:
        """Every locator of the sign, those that must be there first."""
        return (*self.all, *self.any, *self.none)
