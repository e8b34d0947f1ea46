"""The id that a starter is given is not the document's, and GET does not translate it."""

from dataclasses import replace

from mock_backend.seams import Json, Seams

NAME = "url-id-not-document-id"
LINE = "server.lookup"
WHY = "Links carry a public id; only some of the endpoints translate it."

PREFIX = "session-"


def install(seams: Seams) -> Seams:
    """The id that a starter is given is not the document's, and GET does not translate it."""

    def created_answer(interview_id: str, org_id: str) -> Json:
        return {**seams.created_answer(interview_id, org_id), "id": PREFIX + interview_id}

    def id_in_body(text: str) -> str:
        return seams.id_in_body(text.removeprefix(PREFIX))

    return replace(seams, created_answer=created_answer, id_in_body=id_in_body)
