"""Walks through an app by heuristics, as somebody who has never seen it and only has accounts.

for each account: sign-in form -> own page -> buttons there, and on pages it links to, that
look like starters; the first of all that opens a session has its runner looked at:
without its entry, while its request waits, under each breakage, answering, ending

Without an account, or where the first cannot sign in, the front page is nobody's own page: where a
starter there opens a session, the app is open to whoever comes.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from harness.errors import NotObserved
from harness.init.calls import acted_by
from harness.init.exchange import Exchange
from harness.init.ids import id_in, ids_beside, word_in
from harness.init.locators import locator_of
from harness.init.look import Say, Tried, look_at, runner_of
from harness.init.page import Element, Page
from harness.init.person import SignedIn, home_of
from harness.init.sign_in import LIKELY, SignInForm, sign_in_form
from harness.init.storage import uid_in
from harness.init.walk import Account, Begun, Explorer, Home, Runner, Step, Walk
from harness.init.words import ANSWER, END, SIGN_IN, SIGN_OUT, button_that, likely_starters

MOST_PAGES = 6
MOST_BUTTONS = 4
TYPED = "Layerproof was here"
NOBODY = Account("owner", "", "", "")


class Guide:
    """One walk; `say` tells the person what is being tried."""

    def __init__(self, explorer: Explorer, origin: str, say: Say) -> None:
        self._explorer = explorer
        self._origin = origin
        self._say = say
        self._notes: list[str] = []
        self._runner: Runner | None = None
        self._homes: list[Home] = []
        self._left: dict[str, str] = {}

    def walk(self, accounts: Sequence[Account]) -> Walk:
        """All that was found as these people, and as nobody where none of them could sign in; what
        hindered it is noted.
        """
        begun: list[Begun] = []
        for account in accounts:
            try:
                home = self._sign_in(account)
            except NotObserved as error:
                self._notes.append(str(error))
                continue
            if all(it.path != home.path for it in self._homes):
                begun += self._begin(home)
            self._homes.append(home)
        if self._homes:
            return self._brought(begun)
        self._homes.append(self._as_nobody(next(iter(accounts), NOBODY)))
        begun += self._begin(self._homes[0])
        return self._brought(begun, is_open=bool(begun))

    def walk_open(self) -> Walk:
        """All that nobody found of an app that is known to let in whoever comes."""
        self._homes.append(self._as_nobody(NOBODY))
        return self._brought(list(self._begin(self._homes[0])), is_open=True)

    def _brought(self, begun: Sequence[Begun], *, is_open: bool = False) -> Walk:
        if not begun and self._left:
            left = ", ".join(self._left.values())
            self._notes.append(
                f"Left alone, as no word says that it starts a session: {left}. With --headed you "
                "press what does, and the profile is drafted from that."
            )
        homes, notes = tuple(self._homes), tuple(self._notes)
        return Walk(self._origin, homes, tuple(begun), self._runner, notes, is_open)

    # --- signing in ---

    def _as_nobody(self, whose: Account) -> Home:
        """The front page, as somebody who was never here and is not signed in; the account is for
        the profile alone.
        """
        explorer = self._explorer
        self._say("looking around without signing in")
        explorer.enter()
        page = explorer.visit("")
        form = SignedIn(urlsplit(page.url).path if page.password() else "", ())
        seen, asked = explorer.storage(), explorer.exchanges()
        return home_of(whose, page, form=form, before=seen, after=seen, exchanges=asked, bearer="")

    def _sign_in(self, account: Account) -> Home:
        explorer = self._explorer
        self._say(f"signing in '{account.name}'")
        explorer.enter()
        page, form = self._form()
        before = explorer.storage()
        steps = list(self._typed(form, account))
        explorer.rest()
        home = explorer.page()
        if home.password() is not None:
            said = " ".join(it.name for it in home.of_role("alert")) or "the form is still there"
            raise NotObserved(
                f"'{account.name}' could not sign in at {page.url}: {said}. Check the account."
            )
        return home_of(
            account,
            home,
            form=SignedIn(urlsplit(page.url).path, tuple(steps)),
            before=before,
            after=explorer.storage(),
            exchanges=explorer.exchanges(),
            bearer=explorer.bearer(),
        )

    def _form(self) -> tuple[Page, SignInForm]:
        """The first page that has a sign-in form: the front page, what it leads to, or a guess."""
        for page in self._front_pages():
            form = sign_in_form(page)
            if form is not None:
                return page, form
        raise NotObserved(
            f"No sign-in form was found at {self._origin}: no page with a password field. "
            f"Give the address of the page that has it: layerproof init {self._origin}/login."
        )

    def _front_pages(self) -> Iterator[Page]:
        front = self._explorer.visit("")
        yield front
        door = button_that(SIGN_IN, front.elements)
        if door is not None:
            self._explorer.do("click", door)
            self._explorer.rest()
            yield self._explorer.page()
        for path in LIKELY:
            yield self._explorer.visit(path)

    def _typed(self, form: SignInForm, account: Account) -> Iterator[Step]:
        explorer = self._explorer
        explorer.do("fill", form.email, account.email)
        yield {"fill": locator_of(form.email), "value": "{email}"}
        explorer.do("fill", form.password, account.password)
        yield {"fill": locator_of(form.password), "value": "{password}"}
        if form.button is None:
            explorer.do("press", form.password, "Enter")
            yield {"press": locator_of(form.password), "value": "Enter"}
        else:
            explorer.do("click", form.button)
            yield {"click": locator_of(form.button)}

    # --- starting ---

    def _begin(self, home: Home) -> Iterator[Begun]:
        for path in self._pages_of(home):
            begun = self._begin_at(home, path)
            if begun is not None:
                yield begun
                if self._runner is None:
                    self._runner = self._look_at(begun)

    def _pages_of(self, home: Home) -> list[str]:
        """The own page, and those of the same origin that it links to."""
        linked = [urlsplit(it.href) for it in home.page.of_role("link") if it.href]
        own = [it.path for it in linked if f"{it.scheme}://{it.netloc}" == self._origin]
        plain = [
            it for it in own if not SIGN_OUT.search(it.replace("/", " ")) and it.count("/") < 3
        ]
        return list(dict.fromkeys([home.path, *plain]))[:MOST_PAGES]

    def _begin_at(self, home: Home, path: str) -> Begun | None:
        """Tries what looks like a starter on the page, until one opens a session."""
        for number in range(MOST_BUTTONS):
            page = self._explorer.visit(path)
            buttons = likely_starters(page.elements)
            self._leave(path, [it for it in page.of_role("button") if it not in buttons])
            if number >= len(buttons):
                return None
            self._say(f"trying '{buttons[number].name}' at {path}")
            begun = self._press(home, path, page, buttons[number])
            if begun is not None:
                return begun
        return None

    def _leave(self, path: str, buttons: Sequence[Element]) -> None:
        """Remembers what nobody pressed, once by its name, but for what signs in or out."""
        for it in buttons:
            if it.name and not SIGN_IN.search(it.name) and not SIGN_OUT.search(it.name):
                self._left.setdefault(it.name, f"'{it.name}' at {path}")

    def _press(self, home: Home, path: str, page: Page, button: Element) -> Begun | None:
        explorer = self._explorer
        before, seen = explorer.storage(), len(explorer.exchanges())
        try:
            steps = list(self._filled_in(home, page, button))
            waiting = explorer.start(button)
        except NotObserved as error:
            self._notes.append(f"{path}: {error}")
            return None
        explorer.rest()
        opened, asked = explorer.page(), tuple(explorer.exchanges()[seen:])
        after = explorer.storage()
        new = [key for key in after if key not in before]
        id = id_in(opened.url, [it for it in asked if not it.reads], new)
        if not id or opened.url == page.url:
            return None
        return Begun(
            account=home.account.name,
            path=path,
            steps=(*steps, {"click": locator_of(button)}),
            word=word_in(opened.url, id) or path.strip("/").rpartition("/")[2] or "home",
            same_tab=explorer.tabs() == 1,
            url=opened.url,
            exchanges=asked,
            before=before,
            after=after,
            page=opened,
            waiting=waiting if waiting and waiting.url != opened.url else None,
        )

    def _filled_in(self, home: Home, page: Page, button: Element) -> Iterator[Step]:
        """Chooses and types what the button's form asks for."""
        beside = [it for it in page.elements if it.form == button.form and button.form]
        for it in beside:
            if it.role == "combobox" and it.options:
                chosen, value = self._choice(home, it)
                if chosen:
                    self._explorer.do("select", it, chosen)
                    yield {"select": locator_of(it), "value": value}
            elif it.is_field and it.required and not it.filled:
                self._explorer.do("fill", it, TYPED)
                yield {"fill": locator_of(it), "value": TYPED}

    def _choice(self, home: Home, field: Element) -> tuple[str, str]:
        """The option to select and how a profile writes it; '' where the field may stay."""
        for other in self._homes:
            mine = [it for it in field.options if other.name and other.name in it]
            if mine and other is not home:
                named = mine[0].replace(other.name, f"{{{other.account.name}.name}}")
                return mine[0], named
        return ("", "") if field.filled else (field.options[0], field.options[0])

    # --- the runner ---

    def _look_at(self, begun: Begun) -> Runner:
        looked = look_at(self._explorer, begun, self._say)
        self._notes += looked.notes
        answered, ended = self._act(ANSWER, looked.id), self._act(END, looked.id)
        return runner_of(
            looked,
            begun,
            uid=uid_in(self._explorer.bearer()),
            answer=Tried(*answered),
            end=Tried(*ended),
        )

    def _act(self, what: object, id: str) -> tuple[tuple[Step, ...], tuple[Exchange, ...]]:
        """Answers or ends as a person would; what was done, and what was asked for it."""
        explorer = self._explorer
        page, seen = explorer.page(), len(explorer.exchanges())
        steps = list(_answering(page)) if what is ANSWER else list(_ending(page))
        self._say("handing in an answer" if what is ANSWER else "ending the session")
        for verb, element, value, _ in steps:
            try:
                explorer.do(verb, element, value)
            except NotObserved as error:
                self._notes.append(str(error))
                return (), ()
        explorer.rest()
        asked = acted_by(explorer.exchanges()[seen:], [id, *ids_beside(explorer.exchanges(), id)])
        return tuple(step for *_, step in steps), tuple(asked)


Doing = tuple[str, Element, str, Step]


def _answering(page: Page) -> Iterator[Doing]:
    field = next((it for it in page.elements if it.is_field), None)
    beside = [it for it in page.elements if field is None or it.form == field.form]
    button = button_that(ANSWER, [it for it in beside if not END.search(it.name)])
    if field is not None and button is not None:
        yield "fill", field, TYPED, {"fill": locator_of(field), "value": "{answer}"}
        yield "click", button, "", {"click": locator_of(button)}


def _ending(page: Page) -> Iterator[Doing]:
    button = button_that(END, page.of_role("button"))
    if button is not None:
        yield "click", button, "", {"click": locator_of(button)}
