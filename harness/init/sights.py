"""The tables about what a person does and sees on the runner."""

from collections.abc import Iterator

from harness.init.facts import Facts
from harness.init.locators import Named, locator_of
from harness.init.screens import (
    buttons,
    error_text,
    kind_attribute,
    progress,
    sign_of,
    telling_words,
)
from harness.init.toml import Key, Table
from harness.init.words import SIGN_OUT, button_that

TRIED = "tried on the ready screen"
PROGRESS = "what loading says of a further attempt, such as 'attempt {n} of {of}'"


def sights(facts: Facts) -> Iterator[Table]:
    """Acts, screens, errors and buttons."""
    yield _acts(facts)
    yield from _screens(facts)
    yield from _errors(facts)
    yield _buttons(facts)


def _acts(facts: Facts) -> Table:
    out = button_that(SIGN_OUT, facts.home.page.elements)
    leaves = facts.home.sign_out_steps or ([{"click": locator_of(out)}] if out else ())
    answer = facts.runner.answer_steps if facts.runner else ()
    end = facts.runner.end_steps if facts.runner else ()
    todo = "the steps that hand in '{answer}' on the ready screen"
    return Table(
        "acts",
        (
            Key("answer", answer, TRIED, todo, needed=False),
            Key("end", end, TRIED, "the steps that end a session", needed=False),
            Key("sign_out", leaves, needed=False),
        ),
    )


def _screens(facts: Facts) -> Iterator[Table]:
    runner = facts.runner
    said = progress(runner.shown if runner else ())
    key = Key("progress", said, "shown when the server was broken", PROGRESS, needed=False)
    yield Table("screens", (key,))
    errors = list(runner.errors.values()) if runner else []
    loading = [runner.loading] if runner and runner.loading else []
    ready = [runner.ready] if runner else []
    pictures = {"starting": facts.waits, "loading": loading, "ready": ready, "error": errors}
    for name, own in pictures.items():
        sign = sign_of(own, facts.others(*own))
        count = "the picture" if len(own) == 1 else f"all {len(own)} pictures"
        how = f"seen on {count} of it, and on no other screen"
        todo = f"what only the {name} screen shows: [{{ css = ... }}], or a role with its name"
        signs = [sign] if sign else None
        if name != "starting" or signs:
            yield Table(f"screens.{name}", (Key("any", signs, how, todo),))


def _errors(facts: Facts) -> Iterator[Table]:
    errors = facts.runner.errors if facts.runner else {}
    said = error_text(list(errors.values()))
    text = Key("text", said, "on each error's page", "where the error's sentence is", needed=False)
    found = kind_attribute(errors)
    if found is not None:
        tag, attribute, words = found
        own = {word: kind for kind, word in words.items() if word != kind and _alone(word, words)}
        named: Named = {"css": f"{tag}[{attribute}]"}
        told = {"locator": named, "attribute": attribute, **({"words": own} if own else {})}
        how = "another word on the page of each error"
        yield Table("errors", (Key("attribute", told, how), text))
        return
    yield Table("errors", (text,))
    kinds = telling_words(errors)
    todo = "how to tell one error from another: for each kind what only its page shows"
    keys = [Key(kind, {"all": [it]}) for kind, it in kinds.items()]
    yield Table("errors.kinds", tuple(keys) or (Key("not-found", None, todo=todo),))


def _alone(word: str, words: dict[str, str]) -> bool:
    return list(words.values()).count(word) == 1


def _buttons(facts: Facts) -> Table:
    found = buttons(facts.runner.errors if facts.runner else {})
    where = {
        "retry": "on the page of a dead network",
        "dashboard": "on the error pages",
        "sign_in": "on the page for who is signed out",
    }
    # An app that knows nobody has nobody's page to return to, and no sign-in.
    optional = ("dashboard", "sign_in") if facts.walk.is_open else ()
    keys = [
        Key(
            name,
            found.get(name),
            f"seen {place}",
            f"the button {place}, by its words",
            needed=name not in optional,
        )
        for name, place in where.items()
    ]
    return Table("buttons", tuple(keys))
