"""The calls of the session API that the app itself answered."""

from harness.judge.act import asked, is_own_answer
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.word import Role

CALLS = (Role.SESSION, Role.CREATE, Role.START, Role.ANSWER, Role.END)


def own_errors(journey: Journey) -> tuple[Request, ...]:
    """The session API's answers of 400 and above that no condition played."""
    return tuple(it for it in own_answers(journey) if it.status is not None and it.status >= 400)


def own_answers(journey: Journey) -> tuple[Request, ...]:
    """The session API's answers that no condition played."""
    return tuple(it for it in asked(journey, *CALLS) if is_own_answer(journey, it))
