"""What a profile means where it says nothing, and what that is depends on the rest of it."""

from collections.abc import Mapping
from typing import Any

from harness.profile.policy import Access

READERS: tuple[str, ...] = Access.model_fields["may_read"].default


def with_assumptions(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables with what nobody wrote: a visitor's role is their own name, so that nobody has
    another's rights; and of the owner, staff and admin those may read who are among the visitors.
    """
    people, access = tables.get("visitors"), tables.get("access", {})
    if not (isinstance(people, Mapping) and isinstance(access, Mapping)):
        return dict(tables)
    visitors = {
        name: {"role": name, **it} if isinstance(it, Mapping) else it for name, it in people.items()
    }
    readers = {"may_read": [it for it in READERS if it in people]}
    return {**tables, "visitors": visitors, "access": {**readers, **access}}
