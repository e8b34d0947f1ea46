"""A profile's locators, signs and steps as lines of Playwright, for a script that stands alone."""

from collections.abc import Iterable

from harness.profile.environment import FromEnvironment
from harness.profile.locator import Locator, Sign
from harness.profile.profile import Profile
from harness.profile.sign_in import ByForm
from harness.profile.step import RUN, Step
from harness.profile.visitor import Person


def located(locator: Locator, root: str = "page") -> str:
    """The expression that finds the element below `root`."""
    within = located(locator.within, root) if locator.within else root
    exact = ", exact=True" if locator.exact else ""
    match locator.way:
        case "role":
            name = f", name={locator.name!r}{exact}" if locator.name else ""
            return f"{within}.get_by_role({locator.role!r}{name})"
        case "matches":
            return f"{within}.get_by_text(re.compile({locator.matches!r}))"
        case "css":
            return f"{within}.locator({locator.css!r})"
        case way:
            return f"{within}.get_by_{way}({getattr(locator, way)!r}{exact if _texts(way) else ''})"


def signs(sign: Sign) -> tuple[str, ...]:
    """The expressions any of which shows that the screen is there."""
    return tuple(located(it) for it in (*sign.any, *sign.all))


def done(step: Step, value: str) -> str:
    """The step as one call; `value` is an expression of what is filled, chosen or pressed."""
    found = located(step.locator)
    match step.verb:
        case "click":
            return f"{found}.click()"
        case "check":
            return f"{found}.check()"
        case "wait":
            return f"{found}.wait_for()"
        case "select":
            return f"choose({found}, {value})"
        case verb:
            return f"{found}.{verb}({value})"


def sign_in_of(person: Person, profile: Profile) -> ByForm | None:
    """The form by which the person signs in; another form of the profile where the own way needs
    the control plane; None where there is none.
    """
    own = profile.sign_in[person.sign_in]
    forms = [own, *profile.sign_in.values()]
    return next((it for it in forms if isinstance(it, ByForm)), None)


def variable(visitor: str, name: str, profile: Profile) -> str:
    """The environment variable that holds a visitor's value; `{owner.name}` is the owner's."""
    other, _, inner = name.rpartition(".")
    person = profile.visitors.get(other or visitor)
    value = person.values.get(inner) if person else None
    if isinstance(value, FromEnvironment):
        return value.env
    return f"{other or visitor}_{inner}".upper().replace("-", "_")


def said(step: Step) -> str:
    """What the step fills in, chooses or presses; a script is no run, and says its own name for
    `{run}`.
    """
    return (step.value or "").replace(f"{{{RUN}}}", "repro")


def placeholders(text: str) -> Iterable[str]:
    """The names in braces."""
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def _texts(way: str) -> bool:
    return way in ("label", "placeholder", "text")
