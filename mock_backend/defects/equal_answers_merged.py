"""An answer in the same words as an earlier one is missing in the history."""

from dataclasses import replace
from typing import cast

from mock_backend.interview.progress import state_of
from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository, Value

NAME = "equal-answers-merged"
LINE = "server.get.equal"
WHY = "The history grows by arrayUnion, which adds no element that is there already."


def install(seams: Seams) -> Seams:
    """An answer in the same words as an earlier one is missing in the history."""

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        state = state_of(document)
        turns = cast("list[Value]", state.get("conversationHistory", []))
        union = [turn for at, turn in enumerate(turns) if turn not in turns[:at]]
        merged = {**document, "sessionState": {**state, "conversationHistory": union}}
        await seams.commit(store, path, merged, expect)

    return replace(seams, commit=commit)
