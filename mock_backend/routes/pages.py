"""Pages and their assets, read from files that stand beside this package in `pages/`.

Each page is rendered for its request: its head carries the request's id and the instant, and the
scripts of page-side defects, which thereby run before the page's own.
"""

import mimetypes
from html import escape
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from mock_backend.clock import rfc3339
from mock_backend.defects.registry import script
from mock_backend.events import current_request
from mock_backend.problem import Problem
from mock_backend.services import Services

PAGES = Path(__file__).resolve().parent.parent / "pages"

FILES = {
    "/": "index",
    "/sign-in": "sign-in",
    "/dashboard": "dashboard",
    "/practice": "practice",
    "/org": "org",
    "/admin": "admin",
    "/starting": "starting",
}

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml"}


def pages_router(services: Services) -> APIRouter:
    """Every page at its path, the runner for any id, the assets."""
    router = APIRouter()

    async def page(request: Request) -> Response:
        return _rendered(services, FILES[request.url.path])

    for path in FILES:
        router.add_api_route(path, page, methods=["GET", "HEAD"])
    _add_assets(router, services)
    _add_runner(router, services)
    return router


def _add_assets(router: APIRouter, services: Services) -> None:
    @router.api_route("/assets/defects/{name}.js", methods=["GET", "HEAD"])
    async def defect_script(name: str) -> Response:
        if name not in services.seams.scripts:
            raise Problem("not-found")
        file = _file(script(name).read_bytes(), "text/javascript")
        # A defect's script may be a service worker of the whole site.
        file.headers["Service-Worker-Allowed"] = "/"
        return file

    @router.api_route("/assets/{name:path}", methods=["GET", "HEAD"])
    async def asset(name: str) -> Response:
        file = (PAGES / "assets" / name).resolve()
        if not file.is_relative_to(PAGES / "assets") or not file.is_file():
            raise Problem("not-found")
        return _file(services.seams.asset(name, file.read_bytes()), _type_of(file))


def _add_runner(router: APIRouter, services: Services) -> None:
    # By the raw path: an id may hold whatever a URL can carry but a slash.
    @router.api_route("/interview/{rest:path}", methods=["GET", "HEAD"])
    async def runner(request: Request) -> Response:
        raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
        if not services.seams.is_runner(raw):
            raise Problem("not-found")
        return _rendered(services, "interview")


def _rendered(services: Services, name: str) -> Response:
    file = PAGES / f"{name}.html"
    now = rfc3339(services.clock.now())
    head = f'<meta name="rendered-at" content="{now}">' + "".join(
        f'<script type="module" src="/assets/defects/{escape(name)}.js"></script>'
        for name in services.seams.scripts
    )
    html = file.read_text("utf-8").replace("<head>", f"<head>{head}", 1)
    headers = {
        **services.seams.page_headers(),
        "X-Rendered-At": now,
        "X-Rendered-For": current_request.get(),
    }
    return Response(services.seams.page(name, html), media_type="text/html", headers=headers)


def _file(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})


def _type_of(file: Path) -> str:
    known = _TYPES.get(file.suffix)
    return known or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
