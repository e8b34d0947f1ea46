"""Where the application is, and what it lets the harness do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness.model.word import Capability


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as a browser spells them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Target:
    """One deployment. `headers` may hold secrets: they go to its own origin only, and into no
    artifact.

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

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser spells them."""
        return origin_of(self.base_url)

    def lacks(self, needs: frozenset[Capability]) -> frozenset[Capability]:
        """What of `needs` this target does not offer."""
        return needs - self.capabilities
