"""GET session has no handler where it is deployed: it answers 405."""

from dataclasses import replace
from typing import NoReturn

from mock_backend.problem import Problem
from mock_backend.seams import Seams

NAME = "handler-not-exported"
LINE = "criteria.handlers"
WHY = "The handler was renamed, and a serverless platform finds handlers by their names."


def install(seams: Seams) -> Seams:
    """GET session has no handler where it is deployed: it answers 405."""

    def id_in_path(_segment: bytes) -> NoReturn:
        raise Problem("method-not-allowed", headers={"Allow": "POST"})

    return replace(seams, id_in_path=id_in_path)
