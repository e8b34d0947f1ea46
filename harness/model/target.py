"""Where the application is, and what it lets the harness do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from harness.model.word import Capability


@dataclass(frozen=True, slots=True)
class Target:
    """One deployment. `headers` may hold secrets: they go to its own origin only, and into no
    artifact.

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

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser spells them."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def lacks(self, needs: frozenset[Capability]) -> frozenset[Capability]:
        """What of `needs` this target does not offer."""
        return needs - self.capabilities
