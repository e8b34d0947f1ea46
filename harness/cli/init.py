"""`layerproof init`: walks through an app, or looks on while a person does, and writes a first
profile of it.

Exit code 0 when the profile is whole, 3 when some of it is left for a person to fill in.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from harness.cli import flag, speech
from harness.cli.sitting import INVITATION, until_said
from harness.errors import BadSetting, UsageError
from harness.init.draft import draft, tables_of
from harness.init.guide import Guide
from harness.init.retell import AccountOf, retold, walk_of
from harness.init.toml import missing
from harness.init.walk import Account, Walk
from harness.machine.display import need_window
from harness.runs.place import new_id
from harness.settings.host import WRITE, host_of, is_among, refuse_host
from harness.settings.resolve import resolve
from harness.settings.settings import Settings
from harness.stage.ask import ask
from harness.stage.tag import headers_with, tag_of

if TYPE_CHECKING:
    from harness.browser.outing import Outing

EMAIL, PASSWORD = "LAYERPROOF_EMAIL", "LAYERPROOF_PASSWORD"
ACCOUNT_NEEDED = (
    "No starter was found without signing in: give --email and a password, or, where the app knows "
    "nobody, fill in the starter by hand."
)
LEFT_OPEN = 3
FIRST = "owner"
NoSignIn = Annotated[
    bool, typer.Option("--no-sign-in", help="Whoever comes is let in as they are.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


def init(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the app.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the profile goes.")] = Path(
        "layerproof.toml"
    ),
    email: Annotated[
        str | None,
        typer.Option(metavar="EMAIL", help=f"Who signs in.  [default: ${EMAIL}]"),
    ] = None,
    account: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=EMAIL", help="Somebody else: colleague, stranger, staff, admin, …"
        ),
    ] = None,
    password_env: Annotated[
        str, typer.Option(metavar="VARIABLE", help="Holds the password; VARIABLE_NAME another's.")
    ] = PASSWORD,
    no_sign_in: NoSignIn = False,
    force: Force = False,
    headed: Annotated[
        bool | None,
        typer.Option("--headed", help="You walk, in a window; what you do there is the profile."),
    ] = None,
    browser_path: flag.BrowserPath = None,
    allow_host: flag.AllowHost = None,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
) -> int:
    """Walk through an app as a person would, and write a first profile of it."""
    flags = {"url": url, "headed": headed, "browser_path": browser_path, "allow_host": allow_host}
    settings = resolve({**flags, "headers": header, "insecure": insecure}, os.environ, Path.cwd())
    _refuse_host(settings)
    if out.exists() and not force:
        raise UsageError(f"{out} is there already. Give --out another name, or --force.")
    if no_sign_in and (settings.headed or email or account):
        raise UsageError("--no-sign-in goes without --headed, --email and --account.")
    if no_sign_in:
        return _write(settings, out, _walked_open)
    if not settings.headed:
        accounts = accounts_of(email, account or (), password_env, os.environ)
        return _write(settings, out, lambda outing: _walked(outing, accounts))
    need_window(os.environ)
    given = {address: name for name, address, _ in _others(account or ())}
    given |= {email: FIRST} if email else {}
    account_of = partial(seen_account, password_env=password_env, environ=os.environ)
    return _write(settings, out, lambda outing: _shown(outing, given, account_of))


def _refuse_host(settings: Settings) -> None:
    """A walk presses what starts, and there is no profile yet that says how to remove it."""
    refuse_host(settings.url, os.environ, settings.allow_host, deed=WRITE)
    if is_among(host_of(settings.url), settings.production_host):
        raise BadSetting(
            f"{settings.url} is production, where a walk would leave sessions that nobody can "
            "remove yet. Walk a preview."
        )


def seen_account(name: str, address: str, password_env: str, environ: Mapping[str, str]) -> Account:
    """Who was seen to sign in. What they typed is not known; the profile names the variable that is
    to hold it: their own, or everybody's where that is set or they are the first.
    """
    own = f"{password_env}_{name.upper().replace('-', '_')}"
    shared = name == FIRST or bool(environ.get(password_env))
    variable = own if environ.get(own) or not shared else password_env
    email_env = EMAIL if address and environ.get(EMAIL) == address else ""
    return Account(name, address, "", variable, email_env)


def accounts_of(
    email: str | None, others: Sequence[str], password_env: str, environ: Mapping[str, str]
) -> tuple[Account, ...]:
    """Who signs in, the owner first, and nobody where no address is given at all; raises BadSetting
    that names what is not there.
    """
    first = email or environ.get(EMAIL, "")
    if not first and not others:
        return ()
    if not first:
        raise BadSetting(f"Nobody can sign in as the owner: give --email, or set {EMAIL}.")
    named = [(FIRST, first, "" if email else EMAIL), *_others(others)]
    return tuple(
        Account(name, address, *_password(name, password_env, environ), email_env=variable)
        for name, address, variable in named
    )


def _others(accounts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for it in accounts:
        name, equals, address = it.partition("=")
        if not (name and equals and address):
            raise BadSetting(f"--account {it}: write NAME=EMAIL, such as staff=ann@example.test.")
        yield name, address, ""


def _password(name: str, variable: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The password and the variable that holds it: the visitor's own, else everybody's."""
    own = f"{variable}_{name.upper().replace('-', '_')}"
    found = own if environ.get(own) else variable
    if not environ.get(found):
        raise BadSetting(f"'{name}' has no password: set {variable}, or {own} for that one alone.")
    return environ[found], found


def _walked(outing: "Outing", accounts: Sequence[Account]) -> Walk:
    if not accounts:
        speech.say(f"No account is given (--email, or {EMAIL}): looking whether one is needed.")
    with outing.exploring() as explorer:
        walk = Guide(explorer, explorer.origin, speech.say).walk(accounts)
    needed = not (accounts or walk.is_open)
    return replace(walk, notes=(*walk.notes, *([ACCOUNT_NEEDED] if needed else [])))


def _walked_open(outing: "Outing") -> Walk:
    with outing.exploring() as explorer:
        return Guide(explorer, explorer.origin, speech.say).walk_open()


def _shown(outing: "Outing", given: Mapping[str, str], account_of: AccountOf) -> Walk:
    speech.say_all(INVITATION, style="bold")
    with outing.exploring() as walker:
        with until_said(sys.stdin) as done, outing.onlooking(walker) as onlooker:
            onlooker.watch(done)
            watched = onlooker.watched()
        walk = walk_of(watched, retold(watched, given, account_of), walker, speech.say)
    variables = dict.fromkeys(it.account.password_env for it in walk.homes if it.account.email)
    speech.say(f"No password was recorded: set {', '.join(variables)} before you use the profile.")
    return walk


def _write(settings: Settings, out: Path, go: Callable[["Outing"], Walk]) -> int:
    parts = urlsplit(settings.url)
    origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    tag = tag_of(new_id(datetime.now(UTC)))
    headers = headers_with(tag, settings.plain_headers)
    ask(origin, "GET", "/", headers=headers, insecure=settings.insecure, tag=tag)
    walk = go(
        import_module("harness.browser.outing").Outing(
            settings.url,
            os.environ,
            browser_path=settings.browser_path,
            headers=headers,
            insecure=settings.insecure,
            tag=tag,
        )
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(draft(walk), encoding="utf-8")
    speech.say(f"What this walk created came from a User-Agent that ends in {tag}", style="dim")
    speech.say_all(walk.notes, style="yellow")
    speech.answer(str(out))
    return _left(walk, settings.url, out)


def _left(walk: Walk, url: str, out: Path) -> int:
    left = missing(tables_of(walk))
    if left:
        speech.say(f"{len(left)} left to fill in: {', '.join(left)}", style="yellow")
        return LEFT_OPEN
    speech.say(f"Try it: layerproof verify --url {url} --profile {out}", style="dim")
    return 0
