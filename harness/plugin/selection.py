"""Which scenarios are played, and how often."""

import pytest

from harness.plugin.proof import Proof, proof_of
from harness.plugin.recognise import is_scenario

# The argument that holds an item's conditions, composed with `+`. No scenario names it.
CONDITIONS = "layerproof_conditions"


def parametrize(metafunc: pytest.Metafunc) -> None:
    """One item for each selected starter and for each condition of the scenario."""
    proof = proof_of(metafunc.config)
    proof.refuse_unallowed_host()
    if "starter" in metafunc.fixturenames and "starter" not in _named_by_hand(metafunc):
        metafunc.parametrize("starter", proof.starters)
    conditions = _conditions(metafunc, proof)
    if conditions:
        metafunc.fixturenames.append(CONDITIONS)
        metafunc.parametrize(CONDITIONS, conditions, ids=conditions)


def _conditions(metafunc: pytest.Metafunc, proof: Proof) -> list[str]:
    mark = metafunc.definition.get_closest_marker("layerproof_under")
    if mark is None:
        return []
    asked = proof.options.settings.under
    names = ["+".join(asked)] if asked else list(mark.args)
    for composed in names:
        proof.conditions(composed)
    return names


def _named_by_hand(metafunc: pytest.Metafunc) -> set[str]:
    """The arguments that the scenario parametrizes by itself."""
    marks = metafunc.definition.iter_markers("parametrize")
    names = (mark.args[0] if mark.args else mark.kwargs.get("argnames", "") for mark in marks)
    return {part.strip() for it in names for part in (it.split(",") if isinstance(it, str) else it)}


def deselect(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the scenarios whose name or file holds one of `--only`'s words."""
    if not any(is_scenario(it) for it in items):
        return
    words = [it.lower() for it in proof_of(config).options.settings.only]
    if not words:
        return
    kept = [it for it in items if not is_scenario(it) or _named(it, words)]
    left_out = [it for it in items if it not in set(kept)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def _named(item: pytest.Item, words: list[str]) -> bool:
    full = f"{item.path.name}::{item.name}".lower()
    return any(word in full or word.replace(" ", "_") in full for word in words)
