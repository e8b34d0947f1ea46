"""Which screen is which: by what is seen on all pictures of it and on none of the others."""

import re
from collections.abc import Iterable, Mapping, Sequence

from harness.init.locators import Named, is_word, locator_of, signs_of
from harness.init.page import Element, Page
from harness.init.words import DASHBOARD, RETRY, SIGN_IN, button_that


def sign_of(own: Sequence[Page], others: Sequence[Page]) -> Named | None:
    """The best locator that each of the own pages shows and none of the others, None for none."""
    if not own:
        return None
    seen = [_signs(it) for it in own]
    elsewhere = {key for it in others for key in _signs(it)}
    common = {
        key: rank
        for key, rank in seen[0].items()
        if all(key in it for it in seen) and key not in elsewhere
    }
    best = min(common, key=lambda key: (common[key], key), default=None)
    return dict(best) if best is not None else None


def _signs(page: Page) -> dict[tuple[tuple[str, str], ...], int]:
    found: dict[tuple[tuple[str, str], ...], int] = {}
    for element in page.elements:
        for rank, named in signs_of(element):
            key = tuple(sorted(named.items()))
            found[key] = min(rank, found.get(key, rank))
    return found


def kind_attribute(errors: Mapping[str, Page]) -> tuple[str, str, dict[str, str]] | None:
    """Tag and attribute that say on each error page which kind it is, and the app's word for each
    kind; None where no attribute tells at least half of them apart.
    """
    words = _words(errors)
    told = {key: it for key, it in words.items() if len(set(it.values())) * 2 > len(errors)}
    if not told:
        return None
    best = max(told, key=lambda key: len(set(told[key].values())))
    return (*best, told[best])


def _words(errors: Mapping[str, Page]) -> dict[tuple[str, str], dict[str, str]]:
    """By tag and attribute, what each kind's page says there."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for kind, page in errors.items():
        for element in page.elements:
            for name, value in element.data.items():
                if is_word(value):
                    found.setdefault((element.tag, name), {}).setdefault(kind, value)
    return {key: it for key, it in found.items() if len(it) == len(errors)}


def telling_words(errors: Mapping[str, Page]) -> dict[str, Named]:
    """For each kind whose page has a heading or an alert that no other kind's has, its locator."""
    found: dict[str, Named] = {}
    for kind, page in errors.items():
        others = {line for name, it in errors.items() if name != kind for line in _lines(it)}
        own = [it for it in _lines(page) if it not in others]
        if own:
            found[kind] = {"role": own[0][0], "name": own[0][1]}
    return found


def _lines(page: Page) -> list[tuple[str, str]]:
    return [(it.role, it.name) for it in page.of_role("heading") if it.name]


def buttons(errors: Mapping[str, Page]) -> Mapping[str, Named]:
    """The error screens' buttons: `retry`, `dashboard`, `sign_in`, as far as there are such."""
    retry = _of(errors.get("network") or errors.get("server"), RETRY)
    home = next((it for it in map(_home, errors.values()) if it), None)
    sign_in = _of(errors.get("signed-out"), SIGN_IN)
    found = {"retry": retry, "dashboard": home, "sign_in": sign_in}
    return {name: locator_of(it) for name, it in found.items() if it is not None}


def _home(page: Page) -> Element | None:
    return button_that(DASHBOARD, page.elements)


def _of(page: Page | None, pattern: re.Pattern[str]) -> Element | None:
    return button_that(pattern, page.elements) if page else None


def error_text(errors: Sequence[Page]) -> Named | None:
    """Where the sentence for the person stands, where it is marked as such."""
    if errors and all(it.of_role("alert") for it in errors):
        return {"role": "alert"}
    return None


def progress(texts: Iterable[str]) -> str:
    """What is said of a further attempt, such as `attempt {n} of {of}`; '' for nothing."""
    for text in texts:
        found = re.search(r"(\w+) (\d) (of|/) (\d)\b", text)
        if found:
            return f"{found[1]} {{n}} {found[3]} {{of}}"
    return ""
