"""Who is signed in, on a target whose people cannot be seeded.

A visitor signs in once in a process, as the profile says; the browser's state is kept and given to
every room of theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from harness.errors import BadSetting, NotObserved, Unsupported
from harness.model.session import Visitor
from harness.model.word import Capability
from harness.profile.visitor import ByForm
from harness.stage.aside import Aside
from harness.stage.driver import Room, Visa
from harness.stage.mask import subject
from harness.stage.source import NOBODY

SIGNS_IN_MS = 15_000.0

Values = Callable[[str], dict[str, str]]


@dataclass(slots=True)
class Account:
    """A visitor who is signed in; `uid` and `bearer` are '' as long as nobody told them."""

    visa: Visa
    uid: str = ""
    bearer: str = field(default="", repr=False)


class Accounts:
    """Everybody who has signed in so far, and who was refused. `values` reads a visitor's."""

    def __init__(self, aside: Aside, values: Values) -> None:
        self._aside = aside
        self._values = values
        self._known: dict[str, Account] = {}
        self._refused: dict[str, NotObserved] = {}

    def visitor(self, name: str) -> Visitor:
        """The visitor, signed in; raises UnknownName, NotObserved for one who was not let in."""
        person = self._aside.profile.visitor(name)
        return Visitor(name, self._account(name).uid, person.role, person.org)

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
        """The token that the visitor's pages sent last; raises NotObserved where none was seen."""
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
                self._known[name] = self._sign_in(name)
            except NotObserved as error:
                self._refused[name] = error
                raise
        return self._known[name]

    def _sign_in(self, name: str) -> Account:
        profile = self._aside.profile
        person = profile.visitor(name)
        way = profile.sign_in[person.sign_in]
        if not isinstance(way, ByForm):
            raise Unsupported(f"signing in '{name}' {way.by}", [Capability.SEED])
        with self._aside.room(Visa()) as side:
            room, tab = side.room, side.tab
            room.goto(tab, self._aside.url(way.path or profile.paths.sign_in))
            for step in way.steps:
                room.do(tab, step, self._values(name))
            done = (*way.done.any, *way.done.all)
            seen = side.settler.until(
                lambda _: any(room.sees(tab, it) for it in done), since=0, limit_ms=SIGNS_IN_MS
            )
            if not seen:
                raise NotObserved(
                    f"'{name}' could not sign in at {room.address(tab)}: after the steps, "
                    f"none of {', '.join(map(str, done))} appeared. Check the account and the "
                    f"profile's sign_in.{person.sign_in}."
                )
            return Account(Visa(state=room.state()), self._uid(room, tab), room.bearer())

    def _uid(self, room: Room, tab: str) -> str:
        """Who is signed in: what auth remembers, else whom the last token names."""
        key = self._aside.profile.storage.reader_key
        remembered = room.read_storage(tab, key) if key else None
        return remembered or subject(room.bearer())

    def _bearer_at_home(self, name: str) -> str:
        """Opens the visitor's dashboard, so that its pages send a token."""
        profile = self._aside.profile
        with self._aside.room(self.visa(name)) as side:
            paths, role = profile.paths, profile.visitor(name).role
            side.room.goto(side.tab, self._aside.url(paths.dashboards.get(role, paths.home)))
            side.settler.until(lambda _: bool(side.room.bearer()), since=0, limit_ms=SIGNS_IN_MS)
            return side.room.bearer()

    def _quietly(self, name: str) -> dict[str, str]:
        try:
            return self._values(name)
        except BadSetting:
            # Somebody whom this scenario does not need: their variables may be missing.
            return {}
