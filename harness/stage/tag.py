"""How an app that is not the mock can tell what a run sent there, and so what it created.

Whatever a run sends ends its User-Agent in the run's tag: a product with a comment, as RFC 9110
(10.1.5) has them. Browsers send theirs on every request to every host, so that no other host needs
to allow one more header.
"""

import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from harness.model.headers import Headers

AGENT = "user-agent"
_UNSAID = re.compile(r"[^A-Za-z0-9._-]+")


def tag_of(run: str) -> str:
    """`Layerproof/<version> (run <id>)`; what a header cannot say of the id is a dash in it."""
    return f"{_product()} (run {_UNSAID.sub('-', run)})"


def tagged(own: str, tag: str) -> str:
    """Who says it is `own`, with the tag at the end; `own` itself where there is no tag."""
    return f"{own} {tag}".strip()


def headers_with(tag: str, headers: Mapping[str, str]) -> Mapping[str, str]:
    """The headers; a User-Agent that a person has set ends in the tag, too."""
    if isinstance(headers, Headers):
        return headers.changed(lambda still: headers_with(tag, still))
    return {name: tagged(it, tag) if _is_agent(name) else it for name, it in headers.items()}


def said_by_us(tag: str, headers: Mapping[str, str]) -> dict[str, str]:
    """The tag as the User-Agent of a request without a browser, where `headers` have none."""
    return {"User-Agent": tag} if tag and not any(map(_is_agent, headers)) else {}


def _is_agent(name: str) -> bool:
    return name.lower() == AGENT


def _product() -> str:
    try:
        return f"Layerproof/{version('layerproof')}"
    except PackageNotFoundError:
        return "Layerproof"
