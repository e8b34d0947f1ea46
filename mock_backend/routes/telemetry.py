"""`POST /api/telemetry`: what the runner reports of a load, by `navigator.sendBeacon`.

A beacon may come as `text/plain`, as JSON or without a type: its body decides. The latest message
of a load id is kept; one that holds anything else than the fields below is refused.
"""

from collections import OrderedDict
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.routes.body import content, parsed
from mock_backend.services import Services

KEPT = 10_000
"""Loads kept; the oldest goes first."""

Word = Annotated[str, StringConstraints(max_length=64, pattern=r"^[\w.+:-]*$")]
Reason = Annotated[str, StringConstraints(max_length=200)]
Milliseconds = Annotated[float, Field(ge=0, le=3_600_000)]
Kind = Literal["not-found", "signed-out", "forbidden", "expired", "network", "server", "corrupt"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Beacon(_Strict):
    """One load as the runner saw it; no ids of people, no tokens, no content."""

    version: Literal[1]
    load_id: Annotated[Word, Field(alias="loadId", min_length=1)]
    starter: Word | None = None
    layer: Literal["storage", "server"] | None = None
    outcome: Literal["ready", "error", "abandoned"]
    kind: Kind | None = None
    attempts: Annotated[int, Field(ge=0, le=3)]
    layer_ms: dict[Word, Milliseconds | None] = Field(default={}, alias="layerMs")
    reasons: dict[Word, Reason | None] = {}
    navigation: Word | None = None
    connection: Word | None = None


def telemetry_router(services: Services) -> APIRouter:
    """The one endpoint: 204, or 400 for what is not a beacon."""
    router = APIRouter()
    kept: OrderedDict[str, Beacon] = OrderedDict()

    @router.post("/api/telemetry")
    async def receive(request: Request) -> Response:
        beacon = parsed(Beacon, await content(request))
        is_second = kept.pop(beacon.load_id, None) is not None
        kept[beacon.load_id] = beacon
        if len(kept) > KEPT:
            kept.popitem(last=False)
        message = beacon.model_dump(by_alias=True)
        detail = {"message": message, "replaces": is_second}
        services.log.add("server", "info", "beacon", detail)
        return Response(status_code=204)

    return router
