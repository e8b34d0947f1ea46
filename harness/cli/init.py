"""`layerproof init`: walks through an app, and writes a first profile of it.

Exit code 0 when the profile is whole, 3 when some of it is left for a person to fill in.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from harness.cli import flag, speech
from harness.errors import BadSetting, UsageError
from harness.init.draft import draft, tables_of
from harness.init.guide import Guide
from harness.init.toml import missing
from harness.init.walk import Account
from harness.machine.display import refuse_headed_without_display
from harness.runs.place import new_id
from harness.settings.resolve import resolve
from harness.settings.settings import Settings
from harness.stage.ask import ask
from harness.stage.tag import headers_with, tag_of

EMAIL, PASSWORD = "LAYERPROOF_EMAIL", "LAYERPROOF_PASSWORD"
LEFT_OPEN = 3
FIRST = "owner"


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
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    headed: flag.Headed = None,
    browser_path: flag.BrowserPath = None,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
) -> int:
    """Walk through an app as a person would, and write a first profile of it."""
    flags = {"url": url, "headed": headed, "browser_path": browser_path}
    settings = resolve({**flags, "headers": header, "insecure": insecure}, os.environ, Path.cwd())
    if out.exists() and not force:
        raise UsageError(f"{out} is there already. Give --out another name, or --force.")
    accounts = accounts_of(email, account or (), password_env, os.environ)
    if settings.headed:
        refuse_headed_without_display(os.environ)
    return _write(settings, accounts, out)


def accounts_of(
    email: str | None, others: Sequence[str], password_env: str, environ: Mapping[str, str]
) -> tuple[Account, ...]:
    """Who signs in, the owner first; raises BadSetting that names what is not there."""
    first = email or environ.get(EMAIL, "")
    if not first:
        raise BadSetting(f"Nobody can sign in: give --email, or set {EMAIL}.")
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


def _write(settings: Settings, accounts: Sequence[Account], out: Path) -> int:
    parts = urlsplit(settings.url)
    origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    tag = tag_of(new_id(datetime.now(UTC)))
    headers = headers_with(tag, settings.plain_headers)
    ask(origin, "GET", "/", headers=headers, insecure=settings.insecure, tag=tag)
    explore = import_module("harness.browser.explore")
    with explore.exploring(
        settings.url,
        os.environ,
        headed=settings.headed,
        browser_path=settings.browser_path,
        headers=headers,
        insecure=settings.insecure,
        tag=tag,
    ) as explorer:
        walk = Guide(explorer, explorer.origin, speech.say).walk(accounts)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(draft(walk), encoding="utf-8")
    speech.say(f"What this walk created came from a User-Agent that ends in {tag}", style="dim")
    speech.say_all(walk.notes, style="yellow")
    speech.answer(str(out))
    left = missing(tables_of(walk))
    if left:
        speech.say(f"{len(left)} left to fill in: {', '.join(left)}", style="yellow")
        return LEFT_OPEN
    speech.say(f"Try it: layerproof verify --url {settings.url} --profile {out}", style="dim")
    return 0
