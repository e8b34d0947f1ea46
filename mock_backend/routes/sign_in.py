"""Signing in, renewing a token, and the keys with which anybody may check one."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from mock_backend.auth.accounts import Account
from mock_backend.auth.token import TTL_S, Identity, Minting
from mock_backend.routes.answer import json_answer
from mock_backend.routes.body import Credentials, Refresh, content, parsed
from mock_backend.services import Services


def sign_in_router(services: Services) -> APIRouter:
    """`POST /api/auth/sign-in`, `POST /api/auth/token`, `GET /.well-known/jwks.json`."""
    router = APIRouter()

    @router.post("/api/auth/sign-in")
    async def sign_in(request: Request) -> Response:
        typed = parsed(Credentials, await content(request))
        account = services.accounts.sign_in(typed.email, typed.password)
        services.log.add("server", "info", "sign-in", {"uid": account.uid})
        return await _welcome(services, account, services.accounts.remember(account))

    @router.post("/api/auth/token")
    async def renew(request: Request) -> Response:
        refresh = parsed(Refresh, await content(request)).refresh_token
        return await _welcome(services, services.accounts.refreshed(refresh), refresh)

    @router.get("/.well-known/jwks.json")
    async def jwks() -> Response:
        return JSONResponse(
            services.signer.jwks(), headers={"Cache-Control": "public, max-age=300"}
        )

    return router


async def _welcome(services: Services, account: Account, refresh: str) -> Response:
    identity = Identity(account.uid, account.email, 0)
    caller = await services.caller(identity)
    token = services.signer.mint(Minting(account.uid, account.email))
    return json_answer(
        {
            "uid": caller.uid,
            "email": caller.email,
            "role": caller.role,
            "name": caller.name,
            "orgId": caller.org_id,
            "idToken": token,
            "refreshToken": refresh,
            "expiresIn": TTL_S,
        }
    )
