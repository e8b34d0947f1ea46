"""The mock application as a value: `create_app` puts its parts together, and nothing is global."""

import logging
from collections.abc import Callable

from fastapi import FastAPI
from joserfc.jwk import RSAKey
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.auth.accounts import Accounts
from mock_backend.auth.forgery import Forger
from mock_backend.auth.token import Signer, Verifier
from mock_backend.clock import Clock
from mock_backend.control.plane import control_router
from mock_backend.defects.registry import installed
from mock_backend.events import current_request
from mock_backend.faults.apparatus import Apparatus
from mock_backend.gateway import Gateway
from mock_backend.problem import Answered, Problem
from mock_backend.rate import PER_MINUTE, RateLimit
from mock_backend.routes.creation import creation_router
from mock_backend.routes.health import health_router
from mock_backend.routes.missing import missing_page, wants_page
from mock_backend.routes.pages import pages_router
from mock_backend.routes.people import people_router
from mock_backend.routes.session_get import SessionGet
from mock_backend.routes.session_post import session_post_router
from mock_backend.routes.sign_in import sign_in_router
from mock_backend.routes.telemetry import telemetry_router
from mock_backend.seams import SOUND, Seams
from mock_backend.services import Services
from mock_backend.store.repository import Repository, StoreError
from mock_backend.store.watched import WatchedStore

_log = logging.getLogger(__name__)

_CODES = {404: "not-found", 405: "method-not-allowed"}


def create_app(
    store: Repository,
    clock: Clock,
    faults: Apparatus,
    *,
    defects: tuple[str, ...] = (),
    control_secret: str = "",
    rate_per_minute: int = PER_MINUTE,
    deadline_s: float | None = None,
    key: RSAKey | None = None,
) -> Gateway:
    """The application around this database; with a secret, the control plane is part of it.

    Without a signing key it generates its own, which takes about 0.1 s; raises UnknownDefect.
    """
    seams = installed(defects, SOUND)
    limit_s = seams.deadline_s if deadline_s is None else deadline_s
    signer = Signer(clock, key)
    services = Services(
        clock=clock,
        log=faults.log,
        faults=faults.book,
        gates=faults.gates,
        documents=store,
        store=WatchedStore(store, faults, deadline_s=limit_s),
        signer=signer,
        verifier=Verifier(signer, clock),
        forger=Forger(signer, clock),
        accounts=Accounts(),
        rate=RateLimit(clock, rate_per_minute),
        seams=seams,
        defects=defects,
        store_name=type(store).__name__.removesuffix("Store").lower(),
    )
    return Gateway(SessionGet(_routed(services, control_secret), services), services)


def _routed(services: Services, control_secret: str) -> FastAPI:
    app = FastAPI(title="Interview practice", openapi_url=None, redirect_slashes=False)
    for router in (
        session_post_router(services),
        creation_router(services),
        people_router(services),
        sign_in_router(services),
        telemetry_router(services),
        health_router(),
    ):
        app.include_router(router)
    if control_secret:
        app.include_router(control_router(services, control_secret))
    app.include_router(pages_router(services))
    _answer_errors(app, services.seams)
    return app


def _answer_errors(app: FastAPI, seams: Seams) -> None:
    def on(error: type[Exception], answered: Callable[[Exception], Answered]) -> None:
        async def handle(request: Request, raised: Exception) -> Response:
            found = answered(raised)
            if found.status == 404 and wants_page(request):
                return missing_page()
            return seams.problem(found, current_request.get())

        app.add_exception_handler(error, handle)

    def of_store(raised: Exception) -> Answered:
        assert isinstance(raised, StoreError)
        _log.warning("the database failed: %s", type(raised).__name__)
        return seams.unavailable(raised)

    on(Problem, _of_problem)
    on(HTTPException, _of_http)
    on(StoreError, of_store)


def _of_problem(raised: Exception) -> Answered:
    assert isinstance(raised, Problem)
    return raised.answered


def _of_http(raised: Exception) -> Answered:
    assert isinstance(raised, HTTPException)
    code = _CODES.get(raised.status_code, "invalid-request")
    return Answered(raised.status_code, code, headers=dict(raised.headers or {}))
