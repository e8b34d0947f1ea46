"""Start answers no question."""

from dataclasses import replace

from mock_backend.seams import Json, Seams

NAME = "start-without-question"
LINE = "server.start.answer"
WHY = "The question was moved into the session, and the starter still looks beside it."


def install(seams: Seams) -> Seams:
    """Start answers no question."""

    def act_answer(session: Json, asked: object, interview_id: str) -> Json:
        found = seams.act_answer(session, asked, interview_id)
        return {name: value for name, value in found.items() if name != "question"}

    return replace(seams, act_answer=act_answer)
