"""Who asks for what must be refused, one case of `refusal.py` at a time."""

from collections.abc import Callable, Sequence

from harness.load.account import Account
from harness.load.call import Call, Send
from harness.load.entry import quoted
from harness.load.person import Person
from harness.load.refusal import Caller, Refusal
from harness.load.world import NoAnswer

TIMEOUT_MS = 10_000


class Trespasser:
    """One visitor with an interview, and somebody else, None where nobody else is known."""

    def __init__(
        self,
        cases: Sequence[Refusal],
        send: Send,
        own: Person,
        other: Person | None,
        account: Account | None,
        choose: Callable[[Sequence[Refusal]], Refusal],
    ) -> None:
        self._cases = cases
        self._send = send
        self._own = own
        self._other = other
        self._account = account
        self._choose = choose

    def trespass(self, opened: str, session_path: str) -> str:
        """Asks for one case, and returns why the answer is not the right refusal, '' if it is;
        `opened` is the own session's id for the session API.
        """
        case = self._choose(self._cases)
        path = session_path.replace("{id}", quoted(case.id_for(opened), "!*'()"))
        try:
            token = self._token(case.caller)
            name = f"session refused: {case.name}"
            answer = self._send(Call("GET", path, name, None, token, TIMEOUT_MS, case.wrong))
        except NoAnswer as error:
            return f"{case.name}: {error}"
        return case.wrong(answer)

    def _token(self, caller: Caller) -> str | None:
        if caller is Caller.NOBODY:
            return None
        if caller is Caller.OWN or self._other is None:
            return self._own.token(TIMEOUT_MS)
        if self._other.remembered_uid() is None and self._account:
            self._other.sign_in(self._account)
        return self._other.token(TIMEOUT_MS)
