"""Who has signed in, as far as storage and answers tell of them."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import JsonValue

from harness.init.exchange import Exchange, parsed, tables
from harness.init.page import Page
from harness.init.storage import uid_in
from harness.init.walk import Account, Home, Step

NAMED = re.compile(r"^(name|display_?name|full_?name)$", re.I)
ORGANISED = re.compile(r"^(org|organi[sz]ation|tenant|school)(_?id)?$", re.I)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """On which page, and by which steps."""

    path: str
    steps: tuple[Step, ...]


def home_of(
    account: Account,
    page: Page,
    *,
    form: SignedIn,
    before: Mapping[str, str],
    after: Mapping[str, str],
    exchanges: Iterable[Exchange],
    bearer: str,
) -> Home:
    """Where the account arrived, and what storage and answers say of who it is."""
    stored = {key: it for key, it in after.items() if it != before.get(key)}
    asked = tuple(exchanges)
    whom = {it for it in (account.email, uid_in(bearer)) if it}
    told = [*map(parsed, stored.values()), *(it.got for it in asked)]
    return Home(
        account=account,
        path=urlsplit(page.url).path,
        page=page,
        sign_in_path=form.path,
        sign_in_steps=form.steps,
        stored=stored,
        exchanges=asked,
        name=_told(whom, NAMED, told),
        org=_told(whom, ORGANISED, told),
    )


def _told(whom: Collection[str], names: re.Pattern[str], trees: Iterable[JsonValue]) -> str:
    """What a table that names the person by address or uid says under such a key; '' for none."""
    for tree in trees:
        for _, table in tables(tree):
            if any(isinstance(it, str) and it in whom for it in table.values()):
                named = [it for key, it in table.items() if names.search(key)]
                found = next((it for it in named if isinstance(it, str) and it), "")
                if found:
                    return found
    return ""
