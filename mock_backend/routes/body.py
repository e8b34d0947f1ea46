"""Bodies of requests: read with a limit, checked, and refused with words that people understand."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.requests import Request

from mock_backend.problem import Problem

LIMIT_BYTES = 262_144

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Answer = Annotated[str, StringConstraints(min_length=1, max_length=10_000)]

M = TypeVar("M", bound=BaseModel)


class Lenient(BaseModel):
    """A body whose unknown fields are let be, as clients of several builds send them."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Booked(Lenient):
    """A student creates an interview."""

    route: Text


class BookedFor(Lenient):
    """Staff or an admin create an interview for a student."""

    student_id: Text = Field(alias="studentId")
    route: Text


class Profile(Lenient):
    """What a starter says of the student."""

    name: Text


class Start(Lenient):
    """Starts an interview that was created."""

    user_id: Text = Field(alias="userId")
    visa_type: Text = Field(alias="visaType")
    route: Text
    student_profile: Profile = Field(alias="studentProfile")
    interview_id: str = Field(alias="firestoreInterviewId")


class Reply(Lenient):
    """Answers the current question; the index tells a repeated answer from a new one."""

    interview_id: str = Field(alias="interviewId")
    answer: Answer
    question_index: int | None = Field(default=None, alias="questionIndex")


class End(Lenient):
    """Ends the interview."""

    interview_id: str = Field(alias="interviewId")


class Credentials(Lenient):
    """What a person types to sign in."""

    email: Text
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Refresh(Lenient):
    """What is exchanged for a new ID token."""

    refresh_token: Text = Field(alias="refreshToken")


async def content(request: Request) -> bytes:
    """The body's bytes; raises Problem("too-large") as soon as there are too many."""
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LIMIT_BYTES:
            raise Problem("too-large")
    return bytes(received)


def parsed(model: type[M], raw: bytes) -> M:
    """The body as this model; raises Problem("invalid-request") that names the wrong fields."""
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise Problem("invalid-request", _wrong_fields(error)) from error


def _wrong_fields(error: ValidationError) -> str:
    names = sorted({".".join(map(str, item["loc"])) for item in error.errors() if item["loc"]})
    return "Missing or wrong: " + ", ".join(names) if names else "The body is not a JSON object."
