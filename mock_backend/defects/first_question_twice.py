"""The first question stands twice in the history."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from mock_backend.interview.progress import Opening, State, state_of
from mock_backend.interview.question import Question
from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Value

NAME = "first-question-twice"
LINE = "server.start.once"
WHY = "Start appends the question that creating the history had put there already."


def install(seams: Seams) -> Seams:
    """The first question stands twice in the history."""

    def started(document: Document, opening: Opening, first: Question, now: datetime) -> State:
        found = seams.started(document, opening, first, now)
        state = state_of(found)
        history = cast("list[Value]", state["conversationHistory"])
        return {**found, "sessionState": {**state, "conversationHistory": [*history, *history]}}

    return replace(seams, started=started)
