"""Everything that a route needs, made once per application and passed on; there are no globals."""

from dataclasses import dataclass

from starlette.requests import Request

from mock_backend.auth.accounts import Accounts
from mock_backend.auth.forgery import Forger
from mock_backend.auth.token import Identity, Signer, Verifier
from mock_backend.clock import Clock
from mock_backend.events import EventLog
from mock_backend.faults.book import FaultBook
from mock_backend.faults.gates import Gates
from mock_backend.interview.access import STUDENT, Caller
from mock_backend.problem import Problem
from mock_backend.rate import RateLimit
from mock_backend.seams import Seams
from mock_backend.store.repository import Missing, Repository
from mock_backend.store.watched import WatchedStore


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one application.

    `store` is what the application sees; `documents` is the same database past all faults and
    the log, for the control plane.
    """

    clock: Clock
    log: EventLog
    faults: FaultBook
    gates: Gates
    documents: Repository
    store: WatchedStore
    signer: Signer
    verifier: Verifier
    forger: Forger
    accounts: Accounts
    rate: RateLimit
    seams: Seams
    defects: tuple[str, ...]
    store_name: str

    def identify(self, authorization: str) -> Identity:
        """Who calls, by the token alone; counts the call; raises Problem("unauthenticated")."""
        identity = self.seams.identify(self.verifier, authorization)
        self.rate.count(identity.uid)
        return identity

    def check_rate(self, identity: Identity) -> None:
        """Raises Problem("rate-limited") if there were too many calls in this minute."""
        wait_s = self.rate.wait_s(identity.uid)
        if wait_s:
            raise Problem("rate-limited", headers=self.seams.limited(wait_s))

    async def caller(self, identity: Identity) -> Caller:
        """Who calls, with role and organisation; somebody without a document is a student."""
        try:
            fields = (await self.store.read(f"users/{identity.uid}")).document
        except Missing:
            fields = {}
        return Caller(
            identity.uid,
            identity.email,
            str(fields.get("role", STUDENT)),
            str(fields.get("orgId", "")),
            str(fields.get("name", "")),
        )

    async def caller_of(self, request: Request) -> Caller:
        """The bearer of the request's token; raises Problem: unauthenticated or rate-limited."""
        authorization = request.headers.get("authorization", "")
        identity = self.seams.identify_caller(self.verifier, authorization)
        self.rate.count(identity.uid)
        self.check_rate(identity)
        return await self.caller(identity)
