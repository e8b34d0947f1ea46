"""Whom the virtual users sign in as: an account from the environment, else the mock's demo student.

Only a student may start an interview for themselves, which is what the journeys do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.errors import BadSetting

EMAIL = "LAYERPROOF_LOAD_EMAIL"
PASSWORD = "LAYERPROOF_LOAD_PASSWORD"


@dataclass(frozen=True, slots=True)
class Account:
    """An e-mail address and a password, which no text of it shows."""

    email: str = "student@example.test"
    password: str = field(default="practice", repr=False)


def account_from(environ: Mapping[str, str]) -> Account:
    """The account; raises BadSetting when only one of the two variables is set."""
    email, password = environ.get(EMAIL, ""), environ.get(PASSWORD, "")
    if bool(email) != bool(password):
        missing = PASSWORD if email else EMAIL
        raise BadSetting(f"{EMAIL} and {PASSWORD} go together; {missing} is not set.")
    return Account(email, password) if email else Account()
