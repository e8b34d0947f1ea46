"""Which faults are installed, and which of them a call hits."""

from dataclasses import dataclass

from mock_backend.events import EventLog
from mock_backend.faults.effect import Effect, Fault, Where


@dataclass(slots=True)
class _Installed:
    fault: Fault
    seen: int = 0
    fired: int = 0

    def hits(self, method: str, path: str) -> bool:
        """Counts a matching call, and says whether it is one of those to be hit."""
        if not self.fault.match.covers(method, path):
            return False
        if self.fault.times is not None and self.fired >= self.fault.times:
            return False
        self.seen += 1
        if self.seen <= self.fault.after:
            return False
        self.fired += 1
        return True


class FaultBook:
    """The installed faults, oldest first; without any, a call costs one look-up."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._installed: dict[Where, dict[str, _Installed]] = {"request": {}, "database": {}}
        self._named = 0

    def install(self, fault: Fault) -> str:
        """Adds a fault, in place of one with the same id, and returns its id."""
        self._named += 1
        name = fault.id or f"fault-{self._named}"
        self.remove(name)
        self._installed[fault.on][name] = _Installed(fault.model_copy(update={"id": name}))
        return name

    def remove(self, name: str) -> bool:
        """Removes one fault; whether there was one."""
        return self._installed["request"].pop(name, None) is not None or (
            self._installed["database"].pop(name, None) is not None
        )

    def clear(self) -> None:
        """Removes all faults."""
        for places in self._installed.values():
            places.clear()

    def hit_by(self, on: Where, method: str, path: str) -> list[Effect]:
        """The effects on this call, oldest first, up to the first that ends it; counts them."""
        places = self._installed[on]
        if not places:
            return []
        effects: list[Effect] = []
        for name, installed in list(places.items()):
            if not installed.hits(method, path):
                continue
            effect = installed.fault.effect
            self._log.add(_actor(on), "info", "fault", {"id": name, "effect": _words(effect)})
            effects.append(effect)
            if effect.ending:
                break
        return effects

    def listed(self) -> list[dict[str, object]]:
        """Every fault as it was installed, with `fired`: how many calls it has hit."""
        return [
            {**installed.fault.model_dump(exclude_unset=True), "fired": installed.fired}
            for places in self._installed.values()
            for installed in places.values()
        ]


def _actor(on: Where) -> str:
    return "server" if on == "request" else "database"


def _words(effect: Effect) -> dict[str, object]:
    return effect.model_dump(exclude_defaults=True, exclude={"body", "headers"})
