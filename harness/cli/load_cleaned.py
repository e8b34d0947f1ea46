"""Removes, where the profile says how, what a load run has created on an app that keeps it."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from harness.errors import NotAdmitted
from harness.load.account import Account, Lent, account_of, lent_in
from harness.load.call import Call, Send
from harness.load.person import Person
from harness.load.script import Script, script_of
from harness.load.world import Answer
from harness.model.event import Json
from harness.profile.profile import Profile
from harness.settings.settings import Settings
from harness.stage.ask import ask
from harness.stage.removal import remove

CREATED = "created.txt"
"""One id a line, as the run has created them."""


def created_ids(folder: Path) -> tuple[str, ...]:
    """The sessions that the run has created, as far as it wrote them down."""
    try:
        return tuple((folder / CREATED).read_text("utf-8").split())
    except OSError:
        return ()


def clean(
    folder: Path,
    profile: Profile,
    settings: Settings,
    environ: Mapping[str, str],
    *,
    tag: str,
    script: Script | None = None,
) -> int:
    """How many of the run's sessions are gone; what cannot be removed is logged, and left.

    It signs in as users do, by the script (None: the profile's own), or by a sign-in that was lent.
    """
    ids = created_ids(folder)
    if script is None and profile.load is not None:
        script = script_of(profile.load, profile)
    if profile.cleanup is None or script is None or not ids:
        return 0
    lent = lent_in(environ).get("cleaner" if profile.cleanup.visitor else "own")
    return remove(
        ((it, "") for it in ids),
        profile.cleanup,
        origin=settings.url,
        headers={**settings.plain_headers, **_cookies(lent)},
        bearer=_bearer(profile, settings, environ, folder.name, tag, script),
        insecure=settings.insecure,
        tag=tag,
    )


def told(created: int, cleaned: int, profile: Profile, *, tag: str) -> str:
    """What became of what was created, in a sentence."""
    left = created - cleaned
    if not left:
        return f"All {created} sessions that were created are removed."
    why = "" if profile.cleanup else "; the profile does not say how to remove them ([cleanup])"
    return f"{left} of {created} sessions that were created are left{why}. Sent as: {tag}"


def _bearer(
    profile: Profile,
    settings: Settings,
    environ: Mapping[str, str],
    run: str,
    tag: str,
    script: Script,
) -> Callable[[str], str]:
    """Gives the token of the load's own account (''), or of a visitor, signed in once."""
    tokens: dict[str, str] = {}

    def bearer(visitor: str) -> str:
        if visitor not in tokens:
            account = _account(profile, environ, run, visitor)
            tokens[visitor] = _token(settings, account, visitor, tag, script)
        return tokens[visitor]

    return bearer


def _account(profile: Profile, environ: Mapping[str, str], run: str, visitor: str) -> Account:
    if not visitor:
        return account_of(profile, environ, run=run)
    lent = lent_in(environ).get("cleaner")
    values = lent.values if lent else profile.visitor(visitor).filled(environ, run)
    return Account(values.get("email", ""), values.get("password", ""), values, lent)


def _token(settings: Settings, account: Account, visitor: str, tag: str, script: Script) -> str:
    clock, who = MonotonicClock(), visitor or "the load's account"
    person = Person(_sender(settings, tag), clock, {}, "", script)
    if not person.sign_in(account):
        raise NotAdmitted(who, f"{who} could not sign in to remove anything.")
    return person.token(0) or ""


def _sender(settings: Settings, tag: str) -> Send:
    def send(call: Call) -> Answer:
        headers = {**settings.plain_headers, **dict(call.headers)}
        body = cast("Json", call.body)
        found = ask(
            settings.url,
            call.method,
            call.path,
            headers=headers,
            body=body,
            insecure=settings.insecure,
            tag=tag,
        )
        return Answer(found.status, found.headers, found.text)

    return send


def _cookies(lent: Lent | None) -> dict[str, str]:
    said = "; ".join(f"{name}={value}" for name, value in (lent.cookies if lent else {}).items())
    return {"Cookie": said} if said else {}


class MonotonicClock:
    """Real time, for somebody who asks once."""

    def now_ms(self) -> float:
        """A monotonic time."""
        return time.monotonic() * 1_000

    def wall_ms(self) -> float:
        """The time since the epoch."""
        return time.time() * 1_000

    def sleep_ms(self, ms: float) -> None:
        """Returns so much later."""
        time.sleep(ms / 1_000)
