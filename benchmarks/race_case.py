"""Ten defects that are an order of things, and how far each is looked for.

None fails when it is repeated. In four a wait of a good second is over before what it should wait
for, at four places of the start-up: no sum of delays at the gates between comes near. In six the
entry is seen only after it was looked for, and in three of these one thing more must come at one
moment. Where a wait spans five gates, as in `slow-create-asked-again`, repeating on a machine that
is busy does come to it.
"""

from dataclasses import dataclass

# Runs of a search, or walks of one seed, after which a defect counts as not found.
SEARCH, WALKS = 500, 100
SEEDS, REPLAYS = 20, 100
STRESS_SEEDS, DELAY_MS = 5, 200.0
# By how much repeating must be worse than the search.
RATIO = 50
SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Case:
    """A defect, and what is held beside the usual gates to see it."""

    defect: str
    also: tuple[str, ...] = ()

    @property
    def defects(self) -> tuple[str, ...]:
        """What the mock is started with."""
        return () if self.defect == SOUND else (self.defect,)


CASES = (
    Case("start-left-out-when-slow"),
    Case("tab-sent-on-without-entry"),
    Case("server-asked-beside-storage"),
    Case("given-up-after-a-second"),
    Case("no-fallback"),
    Case("never-cached"),
    Case("shown-before-stored"),
    Case("late-entry-loads-anew"),
    Case("attempt-cut-short"),
    Case("stored-for-a-second-at-most"),
)
SOUND_CASES = (Case(SOUND), Case(SOUND, ("tab.close",)))
