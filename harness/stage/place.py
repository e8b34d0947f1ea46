"""Where a scenario is played, and under which rules."""

from dataclasses import dataclass

from harness.model.rules import Rules
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a scenario is played. `prefix` makes its journeys' ids unique in the run."""

    target: Target
    profile: Profile
    rules: Rules
    scenario: str
    virtual_time: bool = True
    other_origin: str = ""
    gates: tuple[str, ...] = ()
    prefix: str = ""
    insecure: bool = False

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the target offers, and whether it can be reached under another host, too."""
        other = {Capability.OTHER_ORIGIN} if self.other_origin else set()
        return self.target.capabilities | other
