"""The first profile of an app, as a file that a person goes on writing."""

from harness.init.facts import Facts
from harness.init.layers import layers
from harness.init.people import people
from harness.init.sights import sights
from harness.init.toml import UNFINISHED, Table, written
from harness.init.walk import Walk

HEAD = """{origin} as Layerproof is told about it, drafted by `layerproof init`.

Each key says how it was found; what is marked {mark} was not, and is yours to fill in. `layerproof
doctor` looks for each locator; harness/profile/profile.schema.json describes every key.
"""


def tables_of(walk: Walk) -> tuple[Table, ...]:
    """The profile's tables, in the order in which a person reads them."""
    facts = Facts(walk)
    return (*people(facts), *layers(facts), *sights(facts))


def draft(walk: Walk) -> str:
    """The profile's text."""
    notes = [f"Noticed: {it}" for it in walk.notes]
    head = HEAD.format(origin=walk.origin, mark=UNFINISHED) + "\n".join(
        ["", *notes] if notes else []
    )
    return written(tables_of(walk), head=head.strip())
