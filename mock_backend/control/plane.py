"""The control plane under `/__layerproof/`: seed, disturb, hold, see, reset (ARCHITECTURE.md).

It exists only where a secret was given, answers only to that secret, and only to this machine.
"""

import hmac
from ipaddress import ip_address
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.auth.accounts import Account
from mock_backend.auth.token import Minting
from mock_backend.control.message import Faults, Limits, Opening, Path, Seed, TokenWanted
from mock_backend.control.seed import planted, shown
from mock_backend.problem import Problem
from mock_backend.routes.answer import json_answer
from mock_backend.routes.body import parsed
from mock_backend.routes.health import commit
from mock_backend.services import Services
from mock_backend.store.repository import Missing

HEADER = "x-layerproof-secret"
LONGEST_WAIT_MS = 30_000


def control_router(services: Services, secret: str) -> APIRouter:
    """Every call of the control plane, behind the secret."""

    def guard(request: Request) -> None:
        given = request.headers.get(HEADER, "")
        right = hmac.compare_digest(given.encode(), secret.encode())
        if not right or not _is_local(request):
            raise Problem("forbidden")

    router = APIRouter(prefix="/__layerproof", dependencies=[Depends(guard)])
    _documents(router, services)
    _faults(router, services)
    _limits(router, services)
    _gates(router, services)
    _events(router, services)
    return router


def _documents(router: APIRouter, services: Services) -> None:
    @router.post("/seed")
    async def seed(request: Request) -> Response:
        wanted = parsed(Seed, await request.body())
        for path, fields in wanted.documents.items():
            await planted(services.documents, path, fields)
        for email, login in wanted.passwords.items():
            services.accounts.add(Account(email, login.uid, login.password))
        return Response(status_code=204)

    @router.post("/documents")
    async def document(request: Request) -> Response:
        path = parsed(Path, await request.body()).path
        try:
            stored = await services.documents.read(path)
        except Missing as error:
            raise Problem("not-found") from error
        return json_answer({"document": shown(stored.document), "version": stored.version})

    @router.post("/tokens")
    async def token(request: Request) -> Response:
        return json_answer(await _token(services, parsed(TokenWanted, await request.body())))

    @router.post("/reset")
    async def reset() -> Response:
        services.faults.clear()
        services.gates.reset()
        services.accounts.clear()
        services.rate.clear()
        await services.documents.clear()
        services.log.clear()
        return Response(status_code=204)


def _faults(router: APIRouter, services: Services) -> None:
    @router.post("/faults")
    async def install(request: Request) -> Response:
        wanted = parsed(Faults, await request.body()).faults
        for fault in wanted:
            if fault.effect.gate is not None:
                services.gates.close(fault.effect.gate)
        return json_answer({"ids": [services.faults.install(fault) for fault in wanted]})

    @router.get("/faults")
    async def listed() -> Response:
        return json_answer({"faults": services.faults.listed()})

    @router.delete("/faults")
    async def remove_all() -> Response:
        services.faults.clear()
        return Response(status_code=204)

    @router.delete("/faults/{name}")
    async def remove(name: str) -> Response:
        if not services.faults.remove(name):
            raise Problem("not-found")
        return Response(status_code=204)


def _limits(router: APIRouter, services: Services) -> None:
    @router.post("/limits")
    async def limit(request: Request) -> Response:
        services.rate.limit(parsed(Limits, await request.body()).per_minute)
        return Response(status_code=204)


def _gates(router: APIRouter, services: Services) -> None:
    @router.get("/gates")
    async def parked() -> Response:
        return json_answer({"parked": services.gates.listed()})

    @router.post("/gates/{name}/open")
    async def let_through(name: str, request: Request) -> Response:
        count = parsed(Opening, await request.body() or b"{}").count
        if count == "all":
            services.gates.open_for_all(name)
        else:
            services.gates.open(name, count)
        return Response(status_code=204)


def _events(router: APIRouter, services: Services) -> None:
    @router.get("/events")
    async def events(
        after: Annotated[int, Query(ge=0)] = 0,
        wait_ms: Annotated[float, Query(ge=0, le=LONGEST_WAIT_MS)] = 0,
    ) -> Response:
        if wait_ms:
            await services.log.wait(after, wait_ms)
        found, lost = services.log.after(after)
        return json_answer({"events": found, "next": services.log.seq, "lost": lost})

    @router.get("/state")
    async def state() -> Response:
        return json_answer(
            {
                "commit": commit(),
                "defects": list(services.defects),
                "store": services.store_name,
                "now_ms": services.clock.now_ms(),
                "seq": services.log.seq,
            }
        )


async def _token(services: Services, wanted: TokenWanted) -> dict[str, object]:
    try:
        user = (await services.documents.read(f"users/{wanted.uid}")).document
    except Missing as error:
        if wanted.kind == "valid":
            raise Problem("not-found", f"there is no user {wanted.uid}") from error
        user = {}
    email = services.accounts.email_of(wanted.uid)
    minting = Minting(wanted.uid, email, wanted.ttl_s)
    token = services.forger.forge(wanted.kind, minting)
    account = Account(email, wanted.uid, "")
    expires_in_s = -60 if wanted.kind == "expired" else wanted.ttl_s
    return {
        "idToken": token,
        "refreshToken": services.accounts.remember(account),
        "expiresAt": int(services.clock.now_ms() + expires_in_s * 1000),
        "user": {
            "uid": wanted.uid,
            "email": email,
            "role": user.get("role", ""),
            "name": user.get("name", ""),
            "orgId": user.get("orgId", ""),
        },
    }


def _is_local(request: Request) -> bool:
    """Whether the caller is on this machine; a caller without an address is in this process."""
    if request.client is None:
        return True
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
