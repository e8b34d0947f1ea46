"""Whom the virtual users sign in as.

A sign-in that a browser has lent (`Lent`) comes first, then the environment's account, then the
values of the profile's visitor, and for the mock's own profile its demo student. Only somebody who
may start a session for themselves will do, which is what the journeys have them do.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from harness.errors import BadSetting
from harness.profile.profile import Profile

EMAIL = "LAYERPROOF_LOAD_EMAIL"
PASSWORD = "LAYERPROOF_LOAD_PASSWORD"
OTHER_EMAIL = "LAYERPROOF_LOAD_OTHER_EMAIL"
OTHER_PASSWORD = "LAYERPROOF_LOAD_OTHER_PASSWORD"
LENT = "LAYERPROOF_LOAD_LENT"
"""Sign-ins of a browser, as a JSON object: `own`, and `other` where there is one."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A sign-in that a browser made, for all virtual users: a bearer token, cookies, or nothing at
    all where nobody signs in. `until_s` is when the token ends, in epoch seconds, 0 where nobody
    knows; `name` is the visitor's in the profile, and `values` are theirs.
    """

    name: str = ""
    uid: str = ""
    bearer: str = field(default="", repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    until_s: float = 0.0
    values: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_nobody(self) -> bool:
        """Whether nobody signs in at all."""
        return not (self.bearer or self.cookies)


@dataclass(frozen=True, slots=True)
class Account:
    """An e-mail address and a password, which no text of it shows; `values` are what else the
    profile's visitor has, and `lent` a sign-in that stands already.
    """

    email: str = "student@example.test"
    password: str = field(default="practice", repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    lent: Lent | None = None

    def known(self) -> dict[str, str]:
        """What calls may fill in, by name."""
        return {**self.values, "email": self.email, "password": self.password}


def account_of(profile: Profile, environ: Mapping[str, str], *, run: str = "") -> Account:
    """Whom the users of a run on an application of that profile sign in as.

    Raises BadSetting when a variable is missing that the profile's visitor needs.
    """
    return (
        _lent(environ, "own")
        or _named(environ, EMAIL, PASSWORD)
        or _of_visitor(profile, starter_of(profile), environ, run)
        or Account()
    )


def other_of(profile: Profile, environ: Mapping[str, str], *, run: str = "") -> Account | None:
    """Somebody who may not see the account's sessions; None where nobody is known who is that."""
    found = _lent(environ, "other") or _named(environ, OTHER_EMAIL, OTHER_PASSWORD)
    if found or lent_in(environ) or _named(environ, EMAIL, PASSWORD):
        return found
    stranger = stranger_to(profile)
    if _of_visitor(profile, starter_of(profile), environ, run) is None:
        return OTHER
    return _of_visitor(profile, stranger, environ, run) if stranger else None


def starter_of(profile: Profile) -> str:
    """The visitor who starts sessions of their own: `owner`, or whoever the first such starter is
    for; '' where nobody does.
    """
    own = [it.visitor for it in profile.starters.values() if not it.owner]
    return "owner" if "owner" in own else next(iter(own), "")


def stranger_to(profile: Profile) -> str:
    """A visitor who signs in and may read nothing of others', the most distant first; ''."""
    own, readers = starter_of(profile), profile.access.may_read
    known = [it for it in profile.visitors if it not in (own, *readers, *profile.guests)]
    return next((it for it in ("stranger", "colleague") if it in known), next(iter(known), ""))


def lent_in(environ: Mapping[str, str]) -> dict[str, Lent]:
    """The sign-ins that were lent, by whose they are."""
    told = json.loads(environ.get(LENT) or "{}")
    return {whose: Lent(**it) for whose, it in told.items()}


def as_lent(sign_ins: Mapping[str, Lent]) -> dict[str, str]:
    """What `lent_in` reads, as a part of an environment."""
    return {LENT: json.dumps({whose: asdict(it) for whose, it in sign_ins.items()})}


OTHER = Account("student3@example.test")


def _of_visitor(
    profile: Profile, name: str, environ: Mapping[str, str], run: str
) -> Account | None:
    """The visitor with an address and a password of their own, or who does not sign in."""
    if not name:
        return None
    if name in profile.guests:
        return Account("", "", lent=Lent(name))
    values = profile.visitors[name].values
    if not {"email", "password"} <= set(values):
        return None
    known = profile.visitor(name).filled(environ, run)
    return Account(known["email"], known["password"], known)


def _lent(environ: Mapping[str, str], whose: str) -> Account | None:
    lent = lent_in(environ).get(whose)
    if lent is None:
        return None
    return Account(lent.values.get("email", ""), "", lent.values, lent)


def _named(environ: Mapping[str, str], name: str, secret: str) -> Account | None:
    email, password = environ.get(name, ""), environ.get(secret, "")
    if bool(email) != bool(password):
        missing = secret if email else name
        raise BadSetting(f"{name} and {secret} go together; {missing} is not set.")
    return Account(email, password) if email else None
