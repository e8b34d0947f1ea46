"""What a person gets who opens an address that leads nowhere: a page, and no JSON."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

PAGE = Path(__file__).resolve().parent.parent / "pages" / "missing.html"
API = "/api/"


def wants_page(request: Request) -> bool:
    """Whether a browser asks for a document, rather than a script for data."""
    accepts = request.headers.get("accept", "")
    return "text/html" in accepts and not request.url.path.startswith(API)


def missing_page() -> Response:
    """The page, with the status 404; no cache keeps it."""
    headers = {"Cache-Control": "no-store"}
    return Response(PAGE.read_bytes(), 404, media_type="text/html", headers=headers)
