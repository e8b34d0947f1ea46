"""A student may create an interview for another of the organisation."""

from dataclasses import replace

from mock_backend.interview.access import Caller
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "students-book-for-others"
LINE = "server.create.org.role"
WHY = "The button is hidden from students; the endpoint is not."


def install(seams: Seams) -> Seams:
    """A student may create an interview for another of the organisation."""

    def may_book_for(caller: Caller, student: Document) -> bool:
        is_same = caller.org_id != "" and student.get("orgId") == caller.org_id
        return is_same or seams.may_book_for(caller, student)

    return replace(seams, may_book_for=may_book_for)
