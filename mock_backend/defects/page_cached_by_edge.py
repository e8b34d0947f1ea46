"""Each page is rendered once and served from a cache ever after."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "page-cached-by-edge"
LINE = "runner.route.dynamic"
WHY = "A route without dynamic data is made static, and kept by the edge."


def install(seams: Seams) -> Seams:
    """Each page is rendered once and served from a cache ever after."""
    kept: dict[str, str] = {}

    def page(name: str, html: str) -> str:
        return kept.setdefault(name, seams.page(name, html))

    cached = {"Cache-Control": "public, s-maxage=31536000", "X-Vercel-Cache": "HIT", "Age": "86400"}
    return replace(seams, page=page, page_headers=lambda: cached)
