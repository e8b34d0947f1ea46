"""Where the application is, and what it lets the harness do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness.model.word import Capability


@dataclass(frozen=True, slots=True)
class Target:
    """One deployment. `headers` may hold secrets: they go to its own origin only, and into no
    artifact.
    """

    name: str
    base_url: str
    capabilities: frozenset[Capability]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    build: str = ""
    is_mock: bool = False

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser spells them."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def lacks(self, needs: frozenset[Capability]) -> frozenset[Capability]:
        """What of `needs` this target does not offer."""
        return needs - self.capabilities
