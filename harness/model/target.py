"""Where the application is, and what it lets the harness do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness.model.headers import Headers
from harness.model.word import Capability

# The header with a hosting's secret, which its cookie can stand for.
BYPASS = "x-vercel-protection-bypass"


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as a browser spells them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Target:
    """One deployment. `headers` may hold secrets: they go to its own origin only, and into no
    artifact.

    `cookies` are those that a hosting gave for the secret among the headers, for browsers.
    In `is_production` nothing is written but sessions of the run's own, which are removed again.
    `run` is the id of the run that it is played in, and `tag` what the User-Agent of all that is
    sent there ends in: '' for the mock, which belongs to one run alone.
    """

    name: str
    base_url: str
    capabilities: frozenset[Capability]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    build: str = ""
    is_mock: bool = False
    run: str = ""
    tag: str = ""
    is_production: bool = False
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def in_browser(self) -> Mapping[str, str]:
        """The headers that a browser has to put on: what a cookie does instead is left out."""
        held = self.headers
        return held.without(BYPASS) if self.cookies and isinstance(held, Headers) else held

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser spells them."""
        return origin_of(self.base_url)

    def lacks(self, needs: frozenset[Capability]) -> frozenset[Capability]:
        """What of `needs` this target does not offer."""
        return needs - self.capabilities
