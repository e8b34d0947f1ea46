"""New names for everything that the mock is called by, drawn from a seed.

Names are exchanged, not replaced: what was called by an old name is called by the new one, and who
still uses the old name speaks of something that is not there. So the same exchange leads both
ways, and whatever goes in and comes out again is unchanged.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mock_backend.rename.vocabulary import FIELDS, KEPT, LABELS, PHRASES, VALUES, WORDS

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Names:
    """`texts` are exchanged wherever they stand by themselves, `values` only where they are all of
    a field; each leads from the old name to the new one.
    """

    texts: Mapping[str, str]
    values: Mapping[str, str]

    def told(self) -> dict[str, str]:
        """Every old name with its new one, as who writes a profile needs them."""
        return {**self.texts, **self.values}


def draw(seed: int) -> Names:
    """The names of that seed: always the same, no two alike, none a word of the vocabulary."""
    parts = _Parts(seed)
    texts = {word: parts[word] for word in sorted(WORDS)}
    texts |= {label: parts[f"Label {label}"] for label in LABELS}
    texts |= {old: _filled(new, parts) for old, new in PHRASES.items()}
    return Names(texts, {old: _filled(new, parts) for old, new in VALUES.items()})


class Exchange:
    """Exchanges names in texts and in JSON."""

    def __init__(self, names: Names) -> None:
        self._texts = _both_ways(names.texts)
        self._values = self._texts | _both_ways(names.values)
        self._pattern = _pattern(self._texts)
        self.text = lru_cache(maxsize=256)(self._exchanged)

    def json(self, value: object, field: str = "") -> object:
        """The JSON value with its keys exchanged, and the words in the fields that hold such."""
        if isinstance(value, dict):
            return {self._texts.get(key, key): self.json(it, key) for key, it in value.items()}
        if isinstance(value, list):
            return [self.json(it, field) for it in value]
        if isinstance(value, str) and (field in FIELDS or self._texts.get(field) in FIELDS):
            return self._values.get(value, value)
        return value

    def _exchanged(self, text: str) -> str:
        def named(found: re.Match[str]) -> str:
            return self._texts.get(found.group(), found.group())

        return self._pattern.sub(named, text)


class _Parts:
    """A name for each part that is asked for; of a part with a capital, one with a capital."""

    def __init__(self, seed: int) -> None:
        self._drawn = _drawn(random.Random(seed))
        self._known: dict[str, str] = {}

    def __getitem__(self, part: str) -> str:
        if part not in self._known:
            name = next(self._drawn)
            self._known[part] = name.capitalize() if part[0].isupper() else name
        return self._known[part]


def _drawn(dice: random.Random) -> Iterator[str]:
    used = {word.lower() for word in WORDS}
    while True:
        pairs = (dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(_SYLLABLES))
        name = "".join(pairs) + dice.choice(_CONSONANTS)
        if name not in used:
            used.add(name)
            yield name


def _filled(template: str, parts: _Parts) -> str:
    """The template with each `{part}` drawn; `{{` and `}}` stand for braces."""

    def named(found: re.Match[str]) -> str:
        return {"{{": "{", "}}": "}"}.get(found.group()) or parts[found.group()[1:-1]]

    return re.sub(r"\{\{|\}\}|\{[^{}]+\}", named, template)


def _both_ways(names: Mapping[str, str]) -> dict[str, str]:
    return {**names, **{new: old for old, new in names.items()}}


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    """What is kept first, then names by themselves, the longest first."""
    longest_first = sorted(names, key=lambda it: (-len(it), it))
    return re.compile("|".join((*KEPT, *map(_alone, longest_first))))


def _alone(name: str) -> str:
    before = r"(?<![\w$-])" if re.match(r"\w", name) else ""
    after = r"(?![\w-])" if re.search(r"\w$", name) else ""
    return f"{before}{re.escape(name)}{after}"
