"""Who may see and who may act: rules over a caller and a document."""

from dataclasses import dataclass

from mock_backend.store.repository import Document

STUDENT = "student"
STAFF = "staff"
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """The bearer of a token, with what `users/{uid}` says; '' where it says nothing."""

    uid: str
    email: str
    role: str
    org_id: str
    name: str


def may_read(caller: Caller, interview: Document) -> bool:
    """Whether the caller is the owner, staff of the interview's organisation, or an admin."""
    if interview.get("userId") == caller.uid or caller.role == ADMIN:
        return True
    return caller.role == STAFF and _same_org(caller, interview)


def may_act(caller: Caller, interview: Document, user_id: str) -> bool:
    """Whether the caller may start, answer or end this interview in the name of `user_id`."""
    return interview.get("userId") == user_id and may_read(caller, interview)


def may_book_for(caller: Caller, student: Document) -> bool:
    """Whether the caller may create an interview for this `users` document."""
    if student.get("role") != STUDENT:
        return False
    return caller.role == ADMIN or (caller.role == STAFF and _same_org(caller, student))


def _same_org(caller: Caller, document: Document) -> bool:
    return caller.org_id != "" and document.get("orgId") == caller.org_id
