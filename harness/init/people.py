"""The tables about pages, people and starters."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from harness.init.calls import pair_header
from harness.init.facts import Facts
from harness.init.ids import path_of
from harness.init.locators import locator_of
from harness.init.toml import Key, Table
from harness.init.walk import Begun, Home
from harness.init.words import SIGN_OUT, button_that

READERS = ("owner", "staff", "admin")
ORG = "the organisation, where there are such: staff may read what belongs to theirs"
SIGN_IN = "the path of the page on which people sign in"
STEPS = "the steps that sign somebody in, or another way than by = 'form'"
VALUES = "what the steps fill in: { email = '…', password = { env = '…' } }"
A_STARTER = "what creates a session was not found: say where it is done, and how"


def role_of(home: Home) -> str:
    """The role that a profile gives who arrives there: the page's own word."""
    return home.path.strip("/").replace("/", "-") or "home"


def people(facts: Facts) -> Iterator[Table]:
    """Head, paths, ways to sign in, visitors, access and starters."""
    yield _top(facts)
    yield _paths(facts)
    if facts.walk.is_open:
        yield Table("sign_in.nobody", (Key("by", "none", "nobody had to sign in to start"),))
        yield Table("visitors.owner", (Key("sign_in", "nobody"),), "whoever comes")
    else:
        yield _form(facts)
        yield from map(_visitor, facts.walk.homes)
    names = [it.account.name for it in facts.walk.homes]
    how = "assumed: the owner, and the staff and admins among the accounts"
    yield Table("access", (Key("may_read", [it for it in READERS if it in names], how),))
    yield from _starters(facts)


def _top(facts: Facts) -> Table:
    header = pair_header(facts.begun.exchanges) if facts.begun else ""
    how = "another one on each answer, so that it names the request"
    name = Key("name", urlsplit(facts.walk.origin).netloc, "what reports call the app")
    return Table("", (Key("version", 1), name, Key("pair_header", header, how, needed=False)))


def _paths(facts: Facts) -> Table:
    begun = facts.begun
    runner = path_of(begun.url, facts.id) if begun else None
    homes = {role_of(it): it.path for it in facts.walk.homes}
    todo = "the path of the page that loads a session, with {id} in the id's place"
    opened = Key("runner", runner, f"a starter opened {begun.url if begun else ''}", todo)
    if facts.walk.is_open:
        front = Key("home", facts.home.path, "the front page")
        return Table("paths", (opened, front))
    return Table(
        "paths",
        (
            opened,
            Key("sign_in", facts.home.sign_in_path, "the page with a password field", SIGN_IN),
            Key("home", "/", "assumed: it sends everybody on to their own page"),
            Key("dashboards", homes, "by role: where the accounts arrived after signing in"),
        ),
    )


def _form(facts: Facts) -> Table:
    out = button_that(SIGN_OUT, facts.home.page.elements)
    seen = (
        [locator_of(out)]
        if out
        else [it["click"] for it in facts.home.sign_out_steps[:1] if "click" in it]
    )
    done = {"any": seen} if seen else None
    todo = "what only who is signed in can see, such as { any = [{ text = 'Your interviews' }] }"
    return Table(
        "sign_in.form",
        (
            Key("by", "form"),
            Key("steps", facts.home.sign_in_steps, "tried: they signed the accounts in", STEPS),
            Key("done", done, "seen on the page after signing in", todo),
        ),
    )


def _visitor(home: Home) -> Table:
    it = home.account
    email = {"env": it.email_env} if it.email_env else it.email
    named = {"name": home.name} if home.name else {}
    secret = {"email": email, "password": {"env": it.password_env}} if email else {}
    values = {**named, **secret}
    org = Key("org", home.org, todo=ORG, needed=False)
    keys = (
        *(Key("role", role_of(home)), Key("sign_in", "form"), org),
        Key("values", values, todo=VALUES),
    )
    how = f"signed in, and arrived at {home.path}" if home.sign_in_steps else "did not sign in"
    return Table(f"visitors.{it.name}", keys, how)


def _starters(facts: Facts) -> Iterator[Table]:
    if facts.begun is None:
        visitor = Key("visitor", facts.home.account.name)
        todo = [Key(it, None, todo=A_STARTER) for it in ("path", "steps", "opens")]
        yield Table("starters.first", (visitor, *todo))
    for name, begun in _named(facts.walk.begun):
        yield Table(f"starters.{name}", tuple(_starter(begun)), f"tried: it opened {begun.url}")


def _starter(begun: Begun) -> Iterator[Key]:
    told = {"any": [{"role": "alert"}]}
    yield Key("visitor", begun.account)
    yield Key("owner", _owner_in(begun), "whose name was chosen", needed=False)
    yield Key("path", begun.path)
    yield Key("steps", begun.steps)
    yield Key("opens", "same-tab" if begun.same_tab else "new-tab", "seen")
    yield Key("told", told, "assumed: no start was made to fail")


def _named(begun: tuple[Begun, ...]) -> Iterator[tuple[str, Begun]]:
    taken: set[str] = set()
    for it in begun:
        number = next(n for n in range(1, len(begun) + 1) if _numbered(it.word, n) not in taken)
        taken.add(_numbered(it.word, number))
        yield _numbered(it.word, number), it


def _numbered(word: str, number: int) -> str:
    return word if number == 1 else f"{word}-{number}"


def _owner_in(begun: Begun) -> str:
    said = [str(it.get("value", "")) for it in begun.steps]
    return next((it.partition(".name}")[0].rpartition("{")[2] for it in said if ".name}" in it), "")
