"""GET session has no handler where it is deployed: it answers 405 to everybody."""

from dataclasses import replace
from typing import NoReturn

from mock_backend.auth.token import Verifier
from mock_backend.problem import Problem
from mock_backend.seams import Seams

NAME = "handler-not-exported"
LINE = "criteria.handlers"
WHY = "The handler was renamed, and a serverless platform finds handlers by their names."


def install(seams: Seams) -> Seams:
    """GET session has no handler where it is deployed: it answers 405 to everybody."""

    def identify(_verifier: Verifier, _authorization: str) -> NoReturn:
        raise Problem("method-not-allowed", headers={"Allow": "POST"})

    return replace(seams, identify=identify)
