"""Conditions of the browser's storage; each takes no setting unless it says so."""

from harness.conditions.condition import BY_SERVER, Condition, End
from harness.conditions.wire import StorageRule


def storage_condition(
    name: str,
    line: str,
    claim: str,
    rule: StorageRule,
    *,
    stored: End,
    empty: End = BY_SERVER,
    emulated: str = "",
) -> Condition:
    """The condition that sets this rule from each document's first use of storage on."""
    return Condition(
        name=name,
        line=line,
        needs=frozenset(),
        claims=frozenset({claim}),
        apply=lambda wire: wire.storage(rule),
        stored=stored,
        empty=empty,
        emulated=emulated,
    )
