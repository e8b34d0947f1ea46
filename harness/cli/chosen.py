"""Whether a word of `--only` can name a scenario at all, asked before anything is started.

pytest knows the scenarios' names only when it has collected them, in each lane anew. Most mistakes
show without it: a word that stands nowhere in the scenarios' sources, nor among the names that they
are played with, is in no scenario's name.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from harness.conditions.registry import condition_names
from harness.errors import UsageError
from harness.model import word as words_of_the_model
from harness.profile.profile import Profile

FUNCTION = re.compile(r"^def (test_\w+)", re.M)


def refuse_nameless(
    only: Sequence[str], under: Sequence[str], profile: Profile, scenarios: Path
) -> None:
    """Raises UsageError where none of the words can be in the name of a scenario; what stands in
    brackets, as in a whole name, is not looked at.
    """
    if not only:
        return
    sources = {it.name: it.read_text(encoding="utf-8") for it in scenarios.glob("test_*.py")}
    known = "\n".join([*sources, *sources.values(), *under, *_played_with(profile)]).lower()
    if any(_may_be_in(known, it.lower()) for it in only):
        return
    functions = [name for text in sources.values() for name in FUNCTION.findall(text)]
    said = ", ".join(only)
    near = get_close_matches(only[0], [*functions, *sources], n=1, cutoff=0.5)
    hint = f"Did you mean '{near[0]}'?" if near else "List them: pytest scenarios --co -q"
    raise UsageError(f"No scenario matches --only '{said}'. {hint}")


def _may_be_in(known: str, word: str) -> bool:
    head = word.partition("[")[0].rpartition("::")[2]
    return head in known or head.replace(" ", "_") in known or "-" in head


def _played_with(profile: Profile) -> Iterable[str]:
    """Names that pytest puts into brackets: of starters, conditions and the model's words."""
    yield from profile.starters
    yield from condition_names()
    yield Path(str(words_of_the_model.__file__)).read_text(encoding="utf-8")
