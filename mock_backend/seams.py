"""The places where a defect may take the place of what is right.

Every rule of the contract that the server keeps is reached through one of these functions, so that
a defect replaces exactly one of them and nothing else. The table is a value: a defect returns a
changed copy (`dataclasses.replace`), and without defects it is `SOUND`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from starlette.responses import Response

from mock_backend.auth.token import Identity, Verifier
from mock_backend.interview import access, identifier, payload, progress, question
from mock_backend.interview.access import Caller
from mock_backend.interview.progress import Booking, Opening, State
from mock_backend.interview.question import Question
from mock_backend.problem import Answered, problem_response
from mock_backend.routes.body import Start, parsed
from mock_backend.store.repository import Document, Repository, StoreError
from mock_backend.store.watched import DEADLINE_S

Json: TypeAlias = dict[str, object]


def identify(verifier: Verifier, authorization: str) -> Identity:
    """Whose token the `Authorization` header carries; raises Problem("unauthenticated")."""
    return verifier.identify(authorization)


def created_answer(interview_id: str, org_id: str) -> Json:
    """The body of a 201 for an interview whose document is `interviews/{interview_id}`."""
    return {"id": interview_id, "orgId": org_id}


async def book(store: Repository, path: str, document: Document) -> None:
    """Writes an interview that was created; returns when it is written."""
    await store.create(path, document)


def start_body(raw: bytes) -> Start:
    """What a call that starts an interview says; raises Problem("invalid-request")."""
    return parsed(Start, raw)


def is_runner(path: bytes) -> bool:
    """Whether a raw path below `/interview/` leads to the runner."""
    return path.count(b"/") == 2 and not path.endswith(b"/")


async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
    """Writes a session's new state if it is still at `expect`; returns when it is written."""
    await store.replace(path, document, expect=expect)


def act_answer(session: Json, asked: object, interview_id: str) -> Json:
    """The body that answers `start`, `answer` and `end`; `asked` is the question to answer now."""
    return {"session": session, "question": asked, "interviewId": interview_id}


def is_fresh(built: str, stored: str) -> bool:
    """Whether a body built from one version may answer for a document at another."""
    return built == stored


def unknown() -> Answered:
    """What is answered where there is no such interview."""
    return Answered(404, "not-found")


def unavailable(_: StoreError) -> Answered:
    """What is answered when the database failed or was too slow."""
    return Answered(503, "unavailable")


def limited(seconds: int) -> Mapping[str, str]:
    """The headers that tell a caller who asked too often when to come back."""
    return {"Retry-After": str(seconds)}


def timing(auth_s: float, db_s: float, build_s: float) -> bytes:
    """`Server-Timing` (W3C), durations in milliseconds."""
    return b"auth;dur=%.2f, db;dur=%.2f, build;dur=%.2f" % (
        auth_s * 1000,
        db_s * 1000,
        build_s * 1000,
    )


def crashed(_: Exception) -> Answered:
    """What is answered when a handler fails in a way that nobody foresaw."""
    return Answered(500, "internal")


def page_headers() -> Mapping[str, str]:
    """What caches are told about a page."""
    return {"Cache-Control": "no-store"}


def page(_name: str, html: str) -> str:
    """A page's text as it is sent; `name` is its file without `.html`."""
    return html


def asset(_name: str, content: bytes) -> bytes:
    """An asset's content as it is sent; `name` is its path under `/assets/`."""
    return content


@dataclass(frozen=True, slots=True)
class Seams:
    """One function for each thing that the server can get wrong; `scripts` is for the pages."""

    identify: Callable[[Verifier, str], Identity] = identify
    """For GET session."""
    identify_caller: Callable[[Verifier, str], Identity] = identify
    """For everything else."""
    new_id: Callable[[], str] = identifier.new_id
    created: Callable[[Booking, datetime], State] = progress.created
    book: Callable[[Repository, str, Document], Awaitable[None]] = book
    created_answer: Callable[[str, str], Json] = created_answer
    start_body: Callable[[bytes], Start] = start_body
    id_in_path: Callable[[bytes], str] = identifier.id_in_path
    id_in_body: Callable[[str], str] = identifier.checked_id
    may_read: Callable[[Caller, Document], bool] = access.may_read
    may_act: Callable[[Caller, Document, str], bool] = access.may_act
    may_book_for: Callable[[Caller, Document], bool] = access.may_book_for
    gone: Callable[[Document, datetime], str | None] = progress.gone
    is_started: Callable[[Document], bool] = progress.is_started
    resumes: Callable[[Document], bool] = progress.is_started
    """Whether `start` gives the session that is there instead of a new one."""
    first_question: Callable[[str], Question] = question.first_question
    started: Callable[[Document, Opening, Question, datetime], State] = progress.started
    answered: Callable[[Document, str, datetime], State] = progress.answered
    ended: Callable[[Document, datetime], State] = progress.ended
    commit: Callable[[Repository, str, Document, str], Awaitable[None]] = commit
    api_session: Callable[[str, Document], Json] = payload.api_session
    payload: Callable[[str, Document], Json] = payload.payload
    act_answer: Callable[[Json, object, str], Json] = act_answer
    is_fresh: Callable[[str, str], bool] = is_fresh
    cache_control: bytes = b"private, no-store"
    """Of GET session."""
    timing: Callable[[float, float, float], bytes] = timing
    deadline_s: float = DEADLINE_S
    """How long the database may take."""
    problem: Callable[[Answered, str], Response] = problem_response
    unknown: Callable[[], Answered] = unknown
    unavailable: Callable[[StoreError], Answered] = unavailable
    limited: Callable[[int], Mapping[str, str]] = limited
    crashed: Callable[[Exception], Answered] = crashed
    is_runner: Callable[[bytes], bool] = is_runner
    page: Callable[[str, str], str] = page
    page_headers: Callable[[], Mapping[str, str]] = page_headers
    asset: Callable[[str, bytes], bytes] = asset
    scripts: tuple[str, ...] = ()


SOUND = Seams()
"""Everything as the contract wants it."""
