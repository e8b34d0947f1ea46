"""A page as it was seen: what a person can read on it and act on, without the browser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ACTED_ON = ("button", "link")
FIELDS = ("textbox", "searchbox", "spinbutton")


@dataclass(frozen=True, slots=True)
class Element:
    """One visible element. `number` finds it again on the page as it was then.

    `data` are its data attributes; `form` is the number of the form that it stands in, 0 for none.
    `text` are its words and `css` a selector, both of what a person has acted on alone.
    """

    number: int
    tag: str
    role: str = ""
    name: str = ""
    label: str = ""
    placeholder: str = ""
    kind: str = ""
    test_id: str = ""
    href: str = ""
    form: int = 0
    required: bool = False
    filled: bool = False
    options: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    css: str = ""

    @property
    def is_field(self) -> bool:
        """Whether a person types into it."""
        return self.role in FIELDS


@dataclass(frozen=True, slots=True)
class Page:
    """What was visible at one moment; `text` is all of its words."""

    url: str
    elements: tuple[Element, ...] = ()
    text: str = ""

    def of_role(self, *roles: str) -> tuple[Element, ...]:
        """The elements of these roles, in the page's order."""
        return tuple(it for it in self.elements if it.role in roles)

    def password(self) -> Element | None:
        """The field for a password, if there is one."""
        return next((it for it in self.elements if it.kind == "password"), None)


def page_from(tree: Mapping[str, Any]) -> Page:
    """The page in what the browser's script answered, which names each part as `Page` does."""
    return Page(
        url=str(tree["url"]),
        text=str(tree.get("text", "")),
        elements=tuple(_elements(tree.get("elements", ()))),
    )


def _elements(trees: Iterable[Mapping[str, Any]]) -> Iterable[Element]:
    for tree in trees:
        options = tuple(str(it) for it in tree.get("options", ()))
        yield Element(**{**tree, "options": options})
