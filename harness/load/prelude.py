"""What a visitor does before a load: signs in, starts an interview or answers a question in one,
and leaves storage as the load is meant to find it.
"""

from collections.abc import MutableMapping

from harness.load.account import Account
from harness.load.call import Send
from harness.load.entry import encode, key_of
from harness.load.journey import Journey
from harness.load.person import Person
from harness.load.script import Script
from harness.load.start import NOTHING, NotStarted, answered, start
from harness.model.rules import Rules
from harness.model.word import Layer

_KEEPS_ITS_INTERVIEW = (Journey.FALLBACK, Journey.RESUME, Journey.ERRORS)


class Prelude:
    """One visitor's session so far: `at`, of whose payload both layers must give now; its address
    is '' for none.
    """

    def __init__(
        self,
        journey: Journey,
        account: Account,
        person: Person,
        send: Send,
        storage: MutableMapping[str, str],
        rules: Rules,
        script: Script,
    ) -> None:
        self._journey = journey
        self._account = account
        self._person = person
        self._send = send
        self._storage = storage
        self._rules = rules
        self._script = script
        self._has_question = False
        self.at = NOTHING

    def prepare(self, meant: Layer) -> bool:
        """Has the interview ready and storage as it is meant to be; whether one was started.

        Raises NotStarted, NoAnswer.
        """
        is_in = self._person.remembered_uid() is not None
        if not is_in and not self._person.sign_in(self._account):
            raise NotStarted("nobody could sign in")
        starts = self._must_start()
        if starts:
            self._forget_entry()
            self.at = start(self._send, self._person, self._script, self._rules)
            self._has_question = True
        if self._journey is Journey.RESUME:
            self._answer()
        if meant is Layer.SERVER:
            self._forget_entry()
        else:
            reader = self._person.remembered_uid() or ""
            self._storage[self._key()] = encode(reader, self.at.payload, self._rules)
        return starts

    def forget(self) -> None:
        """The interview is of no use any more: the next load begins with a new one."""
        self._forget_entry()
        self.at = NOTHING

    def _must_start(self) -> bool:
        if not self.at.url_id or self._journey not in _KEEPS_ITS_INTERVIEW:
            return True
        return self._journey is Journey.RESUME and not self._has_question

    def _answer(self) -> None:
        try:
            self.at, self._has_question = answered(self._send, self._person, self._script, self.at)
        except NotStarted:
            self.forget()
            raise

    def _forget_entry(self) -> None:
        self._storage.pop(self._key(), None)

    def _key(self) -> str:
        return key_of(self.at.entry_id, self._rules)
