"""Who may sign in with what, and the refresh tokens that were given out."""

import hmac
from collections import OrderedDict
from dataclasses import dataclass
from secrets import token_urlsafe

from mock_backend.problem import Problem

SESSIONS = 10_000
"""Refresh tokens kept; the oldest goes first, and its bearer signs in again."""


@dataclass(frozen=True, slots=True)
class Account:
    """An e-mail address with its password, and whose it is."""

    email: str
    uid: str
    password: str


class Accounts:
    """The accounts by e-mail (in any case) and the open sign-ins."""

    def __init__(self) -> None:
        self._by_email: dict[str, Account] = {}
        self._signed_in: OrderedDict[str, Account] = OrderedDict()

    def add(self, account: Account) -> None:
        """Adds an account, in place of one with the same e-mail."""
        self._by_email[account.email.lower()] = account

    def sign_in(self, email: str, password: str) -> Account:
        """The account; raises Problem("unauthenticated"), whichever of the two is wrong."""
        account = self._by_email.get(email.strip().lower())
        expected = account.password if account else token_urlsafe()
        right = hmac.compare_digest(expected.encode(), password.encode(errors="replace"))
        if account is None or not right:
            raise Problem("unauthenticated", "E-mail or password is not right.")
        return account

    def email_of(self, uid: str) -> str:
        """The e-mail that signs in as `uid`, or one made from it."""
        emails = (account.email for account in self._by_email.values() if account.uid == uid)
        return next(emails, f"{uid}@example.test")

    def remember(self, account: Account) -> str:
        """A new refresh token for this account."""
        refresh = token_urlsafe(32)
        self._signed_in[refresh] = account
        if len(self._signed_in) > SESSIONS:
            self._signed_in.popitem(last=False)
        return refresh

    def refreshed(self, refresh: str) -> Account:
        """Whose refresh token this is; raises Problem("unauthenticated")."""
        account = self._signed_in.get(refresh)
        if account is None:
            raise Problem("unauthenticated")
        return account

    def clear(self) -> None:
        """Forgets accounts and refresh tokens; ID tokens stay good until they expire."""
        self._by_email.clear()
        self._signed_in.clear()
