"""Who is signed in, on a target whose people cannot be seeded.

A visitor signs in once in a process, as the profile says; the browser's state is kept and given to
every room of theirs.
"""

from collections.abc import Callable

from harness.errors import BadSetting, Inconclusive, NotAdmitted, NotObserved
from harness.model.session import NOBODY, Visitor
from harness.stage.account import Account
from harness.stage.admission import admit
from harness.stage.aside import Aside
from harness.stage.driver import Visa
from harness.stage.mask import subject

Values = Callable[[str], dict[str, str]]


class Accounts:
    """Everybody who has signed in so far, and who was refused. `values` reads a visitor's."""

    def __init__(self, aside: Aside, values: Values) -> None:
        self._aside = aside
        self._values = values
        self._known: dict[str, Account] = {}
        self._refused: dict[str, NotAdmitted] = {}
        self._sought: set[str] = set()

    def visitor(self, name: str) -> Visitor:
        """The visitor, signed in; raises UnknownName, NotAdmitted."""
        person = self._aside.profile.visitor(name)
        return Visitor(name, self._uid(name), person.role, person.org)

    def visa(self, name: str) -> Visa:
        """The browser's state after the visitor signed in; that of nobody is empty."""
        return Visa() if name == NOBODY.name else self._account(name).visa

    def values(self, name: str) -> dict[str, str]:
        """The visitor's values, and everybody's as `{visitor}.{value}`."""
        everybody = {
            f"{other}.{key}": value
            for other in self._aside.profile.visitors
            for key, value in self._quietly(other).items()
        }
        return {**everybody, **self._values(name)}

    def bearer(self, name: str) -> str:
        """The token that the visitor's pages sent last, '' for one who does not sign in; raises
        NotObserved where none was seen.
        """
        if name in self._aside.profile.guests:
            return ""
        account = self._account(name)
        account.bearer = account.bearer or self._bearer_at_home(name)
        if not account.bearer:
            raise NotObserved(f"The pages of '{name}' sent no bearer token that could be used.")
        return account.bearer

    def saw_bearer(self, name: str, bearer: str) -> None:
        """Remembers a token that a page of the visitor has sent, where none was known."""
        account = self._account(name)
        account.bearer = account.bearer or bearer

    def _account(self, name: str) -> Account:
        """Who was not let in once is not let in later: no scenario after this one waits for it."""
        if name in self._refused:
            raise self._refused[name]
        if name not in self._known:
            try:
                self._known[name] = admit(name, self._aside, self._values(name))
            except Inconclusive as error:
                self._refused[name] = NotAdmitted(name, str(error))
                raise self._refused[name] from error
        return self._known[name]

    def _uid(self, name: str) -> str:
        """Signing in may be over before a page has sent the token that names the visitor. Where
        what is stored says whose it is, and nothing else says who reads, it is waited for, once.
        """
        account, storage = self._account(name), self._aside.profile.storage
        account.uid = account.uid or subject(account.bearer)
        is_needed = storage.reader and not storage.reader_key
        is_known = bool(account.uid) or name in self._aside.profile.guests
        if is_needed and not is_known and name not in self._sought:
            self._sought.add(name)
            account.bearer = account.bearer or self._bearer_at_home(name)
            account.uid = subject(account.bearer)
        return account.uid

    def _bearer_at_home(self, name: str) -> str:
        """Opens the visitor's dashboard, so that its pages send a token."""
        profile = self._aside.profile
        with self._aside.room(self.visa(name)) as side:
            paths, role = profile.paths, profile.visitor(name).role
            side.room.goto(side.tab, self._aside.url(paths.own(role)))
            side.settler.until(
                lambda _: bool(side.room.bearer()), since=0, limit_ms=profile.deadlines.signs_in_ms
            )
            return side.room.bearer()

    def _quietly(self, name: str) -> dict[str, str]:
        try:
            return self._values(name)
        except BadSetting:
            # Somebody whom this scenario does not need: their variables may be missing.
            return {}
