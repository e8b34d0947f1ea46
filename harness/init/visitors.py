"""What the people of a recording are called in its profile, and where a step speaks of one."""

import re
from collections.abc import Callable, Mapping, Sequence

from harness.init.people import READERS, role_of
from harness.init.walk import Home
from harness.init.watched import Act

OWNER = "owner"
STAFF = "staff"
TYPED = ("fill", "select")


def named(
    homes: Sequence[Home], acts: Sequence[Sequence[Act]], given: Mapping[str, str]
) -> list[str]:
    """A name for whoever has each home: the given one; `owner` for the first who starts sessions
    of their own; else by the page's word. `acts` are what each did to start sessions.
    """
    for_others = [_speaks_of_others(it, homes, did) for it, did in zip(homes, acts, strict=True)]
    own = next((at for at, others in enumerate(for_others) if not others), 0)
    known: dict[str, str] = {}
    for at, home in enumerate(homes):
        whom = home.account.email
        if whom not in known:
            wanted = given.get(whom) or _name(home, owns=at == own, for_others=for_others[at])
            known[whom] = _unlike(wanted, list(known.values()))
    return [known[it.account.email] for it in homes]


def _name(home: Home, *, owns: bool, for_others: bool) -> str:
    if owns:
        return OWNER
    role = role_of(home)
    return STAFF if for_others and role not in READERS else role


def _unlike(name: str, taken: Sequence[str]) -> str:
    numbered = [name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))]
    return next(it for it in numbered if it not in taken)


def _speaks_of_others(home: Home, homes: Sequence[Home], acts: Sequence[Act]) -> bool:
    others = [it.name for it in homes if it.name and it.name != home.name]
    return any(name in it.value for it in acts if it.verb in TYPED for name in others)


def worded_for(home: Home, homes: Sequence[Home]) -> Callable[[Act], str]:
    """How values are written of what `home`'s visitor does: the names and addresses of those who
    have signed in stand there as theirs.
    """
    known = {
        value: f"{{{it.account.name}.{key}}}"
        for it in sorted(homes, key=lambda it: it is home)
        for key, value in (("name", it.name), ("email", it.account.email))
        if value
    }

    def worded(act: Act) -> str:
        if act.verb not in TYPED:
            return act.value
        text = act.value
        for value in sorted(known, key=len, reverse=True):
            whole = rf"(?<!\w){re.escape(value)}(?!\w)"
            text = re.sub(whole, known[value], text)
        return text

    return worded
