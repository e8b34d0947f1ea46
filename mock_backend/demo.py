"""People for somebody who wants to click through the application."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_backend.auth.accounts import Account, Accounts
from mock_backend.interview.progress import LIFETIME, Booking, Opening, created, started
from mock_backend.interview.question import first_question, visa_type_of
from mock_backend.store.repository import Document, Exists, Repository

PASSWORD = "practice"
EXPIRED = "demo-expired"
ROUTE = "uk_student"
OVERDUE = LIFETIME + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Person:
    """One demo account; its e-mail address is `{name}@example.test`."""

    login: str
    role: str
    name: str
    org_id: str

    @property
    def uid(self) -> str:
        """The document under `users/`."""
        return f"demo-{self.login}"

    @property
    def email(self) -> str:
        """What is typed to sign in."""
        return f"{self.login}@example.test"

    def as_document(self) -> Document:
        """The fields of `users/{uid}`."""
        return {"role": self.role, "orgId": self.org_id, "name": self.name}


PEOPLE = (
    Person("student", "student", "Amara Okafor", "harbour-college"),
    Person("student2", "student", "Mateus Silva", "harbour-college"),
    Person("student3", "student", "Sofia Rossi", "ridge-academy"),
    Person("independent", "student", "Linh Tran", ""),
    Person("staff", "staff", "Jonas Weber", "harbour-college"),
    Person("staff2", "staff", "Noor Haddad", "ridge-academy"),
    Person("staff3", "staff", "Elin Dahl", ""),
    Person("admin", "admin", "Ines Moreau", ""),
    Person("auditor", "admin", "Tove Lind", ""),
)


async def welcome(store: Repository, accounts: Accounts, now: datetime) -> None:
    """Lets the demo people sign in; their documents, and an interview whose time is over, are
    written where there are none.
    """
    for person in PEOPLE:
        accounts.add(Account(person.email, person.uid, PASSWORD))
        with suppress(Exists):
            await store.create(f"users/{person.uid}", person.as_document())
    with suppress(Exists):
        await store.create(f"interviews/{EXPIRED}", _left_lying(PEOPLE[0], now - OVERDUE))


def _left_lying(person: Person, at: datetime) -> Document:
    """An interview that somebody started at that time, and never went on with."""
    first = first_question(ROUTE)
    booking = Booking(person.uid, person.name, person.org_id, "org", ROUTE)
    return started(
        created(booking, at), Opening(visa_type_of(ROUTE), ROUTE, person.name), first, at
    )
