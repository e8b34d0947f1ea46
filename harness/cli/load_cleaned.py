"""Removes, where the profile says how, what a load run has created on an app that keeps it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from harness.errors import NotAdmitted
from harness.load.account import Account, account_from
from harness.profile.profile import Profile
from harness.settings.settings import Settings
from harness.stage.ask import ask
from harness.stage.removal import remove

CREATED = "created.txt"
"""One id a line, as the run has created them."""

SIGN_IN = "/api/auth/sign-in"


def created_ids(folder: Path) -> tuple[str, ...]:
    """The sessions that the run has created, as far as it wrote them down."""
    try:
        return tuple((folder / CREATED).read_text("utf-8").split())
    except OSError:
        return ()


def clean(
    folder: Path, profile: Profile, settings: Settings, environ: Mapping[str, str], *, tag: str
) -> int:
    """How many of the run's sessions are gone; what cannot be removed is logged, and left."""
    ids = created_ids(folder)
    if profile.cleanup is None or not ids:
        return 0
    return remove(
        ((it, "") for it in ids),
        profile.cleanup,
        origin=settings.url,
        headers=settings.plain_headers,
        bearer=_bearer(profile, settings, environ, folder.name, tag),
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
    profile: Profile, settings: Settings, environ: Mapping[str, str], run: str, tag: str
) -> Callable[[str], str]:
    """Gives the token of the load's own account (''), or of a visitor, signed in once."""
    tokens: dict[str, str] = {}

    def bearer(visitor: str) -> str:
        if visitor not in tokens:
            account = _account(profile, environ, run, visitor)
            tokens[visitor] = _token(settings, account, visitor, tag)
        return tokens[visitor]

    return bearer


def _account(profile: Profile, environ: Mapping[str, str], run: str, visitor: str) -> Account:
    if not visitor:
        return account_from(environ)
    values = profile.visitor(visitor).filled(environ, run)
    return Account(values.get("email", ""), values.get("password", ""))


def _token(settings: Settings, account: Account, visitor: str, tag: str) -> str:
    answer = ask(
        settings.url,
        "POST",
        SIGN_IN,
        headers=settings.plain_headers,
        body={"email": account.email, "password": account.password},
        insecure=settings.insecure,
        tag=tag,
    )
    token = answer.field("idToken")
    if answer.status != 200 or not token:
        who = visitor or "the load's account"
        raise NotAdmitted(who, f"{who} could not sign in to remove anything: {answer.status}.")
    return str(token)
