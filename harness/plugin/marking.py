"""What a scenario's decorators say, read from its item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from harness.model.word import Capability

MARKERS = (
    "layerproof_under(*conditions): play once under each condition",
    "layerproof_proves(layer, suppressed, promised): which layer the scenario proves",
    "layerproof_promises(*invariants, opens=''): invariants that must find something to look at",
    "layerproof_needs(*capabilities): skipped where the target lacks one",
    "layerproof_needs_keys(*keys): skipped where the profile names one not",
    "layerproof_gated(*gates): page gates at which tabs park",
    "layerproof_real_time: waits really pass",
    "layerproof_every_order(*gates, at_most): play every order of these gates that may matter",
)

# Up to a full stop that ends it: what follows begins with a capital.
SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[A-Z])|$)")


@dataclass(frozen=True, slots=True)
class Marking:
    """One scenario's decorators. `opens` says of a promise for which starters alone it is made."""

    proves: str = ""
    suppressed: str = ""
    promises: tuple[str, ...] = ()
    opens: Mapping[str, str] = field(default_factory=dict)
    needs: frozenset[Capability] = frozenset()
    keys: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    real_time: bool = False


@dataclass(frozen=True, slots=True)
class EveryOrder:
    """What `@every_order` says: the gates (none for those of `layerproof race`) and the bound."""

    gates: tuple[str, ...]
    at_most: int


def every_order_of(item: pytest.Item) -> EveryOrder | None:
    """What the item is to be played in every order of; None where it is played once."""
    mark = item.get_closest_marker("layerproof_every_order")
    return EveryOrder(tuple(map(str, mark.args)), int(mark.kwargs["at_most"])) if mark else None


def marking(item: pytest.Item) -> Marking:
    """What the decorators of the item's function say."""
    proves = item.get_closest_marker("layerproof_proves")
    layer, suppressed, promised = proves.args if proves else ("", None, ())
    marks = list(item.iter_markers("layerproof_promises"))
    more = [name for mark in marks for name in mark.args]
    return Marking(
        proves=str(layer),
        suppressed=str(suppressed or ""),
        promises=(*promised, *more),
        opens={it: mark.kwargs.get("opens", "") for mark in marks for it in mark.args},
        needs=frozenset(it for mark in item.iter_markers("layerproof_needs") for it in mark.args),
        keys=tuple(it for mark in item.iter_markers("layerproof_needs_keys") for it in mark.args),
        gates=tuple(it for mark in item.iter_markers("layerproof_gated") for it in mark.args),
        real_time=item.get_closest_marker("layerproof_real_time") is not None,
    )


def proved_by(item: pytest.Item) -> tuple[str, str]:
    """The starter and the layer that the item would prove, '' where it is about none."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    return str(params.get("starter", "")), marking(item).proves


def title(item: pytest.Item) -> str:
    """The scenario's sentence: the first of its docstring, else its name in words."""
    function = getattr(item, "function", None)
    paragraph = (getattr(function, "__doc__", "") or "").strip().partition("\n\n")[0]
    said = SENTENCE.match(" ".join(paragraph.split()))
    return said[0] if said else item.name.removeprefix("test_").replace("_", " ")
