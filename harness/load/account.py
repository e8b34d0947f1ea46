"""Whom the virtual users sign in as: an account from the environment, else the mock's demo student.

Only a student may start an interview for themselves, which is what the journeys do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.errors import BadSetting

EMAIL = "LAYERPROOF_LOAD_EMAIL"
PASSWORD = "LAYERPROOF_LOAD_PASSWORD"
OTHER_EMAIL = "LAYERPROOF_LOAD_OTHER_EMAIL"
OTHER_PASSWORD = "LAYERPROOF_LOAD_OTHER_PASSWORD"


@dataclass(frozen=True, slots=True)
class Account:
    """An e-mail address and a password, which no text of it shows."""

    email: str = "student@example.test"
    password: str = field(default="practice", repr=False)


def account_from(environ: Mapping[str, str]) -> Account:
    """The account; raises BadSetting when only one of the two variables is set."""
    return _named(environ, EMAIL, PASSWORD) or Account()


def other_from(environ: Mapping[str, str]) -> Account | None:
    """Somebody who may not see the account's interviews: the one of the environment, else the
    demo's student of another organisation; None for an account of which nobody else is known.
    """
    named = _named(environ, OTHER_EMAIL, OTHER_PASSWORD)
    return named or (None if _named(environ, EMAIL, PASSWORD) else OTHER)


OTHER = Account("student3@example.test")


def _named(environ: Mapping[str, str], name: str, secret: str) -> Account | None:
    email, password = environ.get(name, ""), environ.get(secret, "")
    if bool(email) != bool(password):
        missing = secret if email else name
        raise BadSetting(f"{name} and {secret} go together; {missing} is not set.")
    return Account(email, password) if email else None
