"""A start that lacks its visa type or its route is taken, with a default."""

from dataclasses import replace

import orjson

from mock_backend.routes.body import Start
from mock_backend.seams import Seams

NAME = "start-takes-anything"
LINE = "server.start.needs"
WHY = "A client of an older build sent less, and the server was made to forgive."

DEFAULTS = {"visaType": "student", "route": "uk_student"}


def install(seams: Seams) -> Seams:
    """A start that lacks its visa type or its route is taken, with a default."""

    def start_body(raw: bytes) -> Start:
        asked = orjson.loads(raw)
        return seams.start_body(orjson.dumps({**DEFAULTS, **asked}))

    return replace(seams, start_body=start_body)
