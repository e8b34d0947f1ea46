"""The answer of a creation says nothing of the organisation."""

from dataclasses import replace

from mock_backend.seams import Json, Seams

NAME = "created-answer-without-org"
LINE = "server.create.student"
WHY = "The page that was there first had no use for it."


def install(seams: Seams) -> Seams:
    """The answer of a creation says nothing of the organisation."""

    def created_answer(interview_id: str, org_id: str) -> Json:
        return {**seams.created_answer(interview_id, org_id), "orgId": ""}

    return replace(seams, created_answer=created_answer)
