"""A caller without a token is told whether the id is a possible one."""

from contextvars import ContextVar
from dataclasses import replace
from math import inf

from mock_backend.auth.token import Identity, Verifier
from mock_backend.problem import Problem
from mock_backend.seams import Seams

NAME = "id-checked-before-token"
LINE = "server.get.order"
WHY = "The framework validates parameters before the handler runs, and the handler authenticates."


def install(seams: Seams) -> Seams:
    """A caller without a token is told whether the id is a possible one."""
    refusal: ContextVar[Problem | None] = ContextVar("refusal", default=None)

    def identify(verifier: Verifier, authorization: str) -> Identity:
        refusal.set(None)
        try:
            return seams.identify(verifier, authorization)
        except Problem as problem:
            refusal.set(problem)
            return Identity("", "", inf)

    def id_in_path(segment: bytes) -> str:
        interview_id = seams.id_in_path(segment)
        refused = refusal.get()
        if refused is not None:
            raise refused
        return interview_id

    return replace(seams, identify=identify, id_in_path=id_in_path)
