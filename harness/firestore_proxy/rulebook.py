"""Which rules are installed, and which of them a call hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from harness.firestore_proxy.deed import Deed
from harness.firestore_proxy.log import CallLog
from harness.firestore_proxy.rule import Effect, Rule
from harness.model.event import Json


@dataclass(slots=True)
class _Installed:
    rule: Rule
    seen: int = 0
    fired: int = 0

    def hits(self, call: str, deeds: Sequence[Deed]) -> bool:
        """Counts a matching call, and says whether it is one of those to be hit."""
        times = self.rule.times
        if (times is not None and self.fired >= times) or not self.rule.match.covers(call, deeds):
            return False
        self.seen += 1
        if self.seen <= self.rule.after:
            return False
        self.fired += 1
        return True


class RuleBook:
    """The installed rules, oldest first."""

    def __init__(self, log: CallLog) -> None:
        self._log = log
        self._installed: dict[str, _Installed] = {}
        self._named = 0

    def install(self, rule: Rule) -> str:
        """Adds a rule, in place of one with the same id, and returns its id."""
        self._named += 1
        name = rule.id or f"fault-{self._named}"
        self._installed.pop(name, None)
        self._installed[name] = _Installed(rule.model_copy(update={"id": name}))
        return name

    def remove(self, name: str) -> bool:
        """Removes one rule; whether there was one."""
        return self._installed.pop(name, None) is not None

    def clear(self) -> None:
        """Removes all rules."""
        self._installed.clear()

    def hit_by(self, call: str, deeds: Sequence[Deed], pair: str) -> list[Effect]:
        """The effects on this call, oldest first, up to the first that ends it; counts them."""
        effects: list[Effect] = []
        for name, it in self._installed.items():
            if not it.hits(call, deeds):
                continue
            effect = it.rule.effect
            told = cast("Json", effect.model_dump(exclude_defaults=True))
            self._log.add("info", "fault", {"id": name, "effect": told}, pair)
            effects.append(effect)
            if effect.ends:
                break
        return effects

    def listed(self) -> list[dict[str, Json]]:
        """Every rule as it was installed, with `fired`: how many calls it has hit."""
        return [
            {**it.rule.model_dump(exclude_unset=True), "fired": it.fired}
            for it in self._installed.values()
        ]
