"""Toy worlds for the explorer: actors that read and write named things, one gate an operation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from harness.race.played import Choose, Parked, Played
from harness.race.step import Gate, Step, Touch

State = dict[str, int]


@dataclass(frozen=True, slots=True)
class Op:
    """One operation behind one gate: what it reads and writes, what it does to the state, and the
    flag that must be up before it is parked at all.
    """

    name: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    does: Callable[[State], None] = lambda _: None
    needs: str = ""
    raises_flag: str = ""
    ends: str = ""


@dataclass(slots=True)
class Toy:
    """A world of actors, each a list of operations in order; its outcome is a text of its state.
    Of an actor of `choices` one operation is done, whichever, at any time.
    """

    actors: Mapping[str, Sequence[Op]]
    outcome: Callable[[State], str]
    plays: int = 0
    choices: Mapping[str, Sequence[Op]] = field(default_factory=dict)

    def play(self, choose: Choose) -> Played:
        """One run from the start."""
        self.plays += 1
        state: State = {}
        flags: set[str] = {""}
        gone: set[str] = set()
        at = dict.fromkeys(self.actors, 0)
        parked_at: list[Parked] = []
        steps: list[Step] = []
        while parked := self._parked(at, flags, gone):
            gate = choose(parked, steps)
            parked_at.append(parked)
            if gate is None:
                return Played(tuple(parked_at), tuple(steps), "")
            op = self._op(gate, at)
            op.does(state)
            flags.add(op.raises_flag)
            gone |= ({op.ends} if op.ends else set()) | ({gate.actor} & self.choices.keys())
            left = self._parked(at, flags, gone)
            ended = frozenset(set(parked) - set(left) - {gate})
            steps.append(Step(gate, _touched(op) | {Touch(f"actor:{gate.actor}")}, ended))
        return Played(tuple(parked_at), tuple(steps), self.outcome(state))

    def _op(self, gate: Gate, at: dict[str, int]) -> Op:
        if gate.actor in self.choices:
            return next(it for it in self.choices[gate.actor] if it.name == gate.name)
        at[gate.actor] += 1
        return self.actors[gate.actor][at[gate.actor] - 1]

    def _parked(self, at: dict[str, int], flags: set[str], gone: set[str]) -> Parked:
        found = []
        for actor, ops in self.actors.items():
            if actor not in gone and at[actor] < len(ops) and ops[at[actor]].needs in flags:
                found.append(Gate(actor, ops[at[actor]].name))
        choices = self.choices if not gone.intersection(self.choices) else {}
        found += [Gate(actor, it.name) for actor, ops in choices.items() for it in ops]
        return tuple(sorted(found))


def _touched(op: Op) -> frozenset[Touch]:
    """What it read and wrote; flags are things too, and so are the actors that it ends."""
    reads = {Touch(it) for it in op.reads}
    writes = {Touch(it, writes=True) for it in op.writes}
    ends = {Touch(f"actor:{op.ends}", writes=True)} if op.ends else set()
    waits = {Touch(f"flag:{op.needs}")} if op.needs else set()
    raises = {Touch(f"flag:{op.raises_flag}", writes=True)} if op.raises_flag else set()
    return frozenset(reads | writes | ends | waits | raises)


def add(thing: str, what: int) -> Callable[[State], None]:
    """Makes `thing` depend on the order of what was done to it."""

    def done(state: State) -> None:
        state[thing] = state.get(thing, 0) * 10 + what

    return done


def lost_update() -> Toy:
    """Two actors read a counter, then write it back plus one: in most orders one update is lost."""

    def read(who: str) -> Callable[[State], None]:
        return lambda state: state.update({who: state.get("n", 0)})

    def write(who: str) -> Callable[[State], None]:
        return lambda state: state.update({"n": state[who] + 1})

    def actor(who: str) -> tuple[Op, Op]:
        return (
            Op("read", reads=("n",), does=read(who)),
            Op("write", writes=("n",), does=write(who)),
        )

    return Toy({"a": actor("a"), "b": actor("b")}, lambda state: f"n={state['n']}")
