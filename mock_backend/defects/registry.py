'''Defects: how a real team gets it wrong, one a file, switched on by `--defect NAME`.

A defect is a module of this package whose file name is its name with `_` for `-`. It declares

    NAME = "same-org-student-may-read"     # as `--defect` takes it
    LINE = "server.get.status.403"         # the line of the contract that it breaks: its id
    WHY = "The check asks for ..."         # how such a thing comes about in a real app
    NEEDS = "page-gates"                   # only where its line breaks by nothing else than this:
                                           # where pages run freely no wait is long enough for it

and at least one of

    def install(seams: Seams) -> Seams     # server side: a copy of the table with other functions
    a file of the same stem ending in .js  # page side: an ES module, run before the page's own

**Server side.** `mock_backend.seams.Seams` names every function that a defect may replace, each
with its signature and what it promises; nothing else is patched, ever:

    def install(seams: Seams) -> Seams:
        """Whoever shares the organisation may read."""
        return replace(seams, may_read=lambda caller, doc: caller.org_id == doc.get("orgId"))

Wrap the function that you find (`seams.payload`), not the sound one, so that two defects compose.
**Page side.** `page` and `asset` see each page's HTML and each asset's bytes, and
`mock_backend.edit` changes what stands there in exactly one place; what is not found raises, so
that a defect never quietly breaks nothing, and the sound pages carry no hooks:

    def install(seams: Seams) -> Seams:
        """Nobody listens to Retry-After."""
        return edit.asset(seams, "retry.js", ("'retry-after'", "'retryafter'"))

For what is added rather than changed there are scripts. While a defect with a `.js` file is on,
every page carries, first in its head, `<script type="module" src="/assets/defects/{stem}.js">`,
which may register itself as a service worker of the whole site.

Without a defect the pages carry and load nothing of all this.
'''

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from mock_backend.seams import SOUND, Seams

_FOLDER = Path(__file__).resolve().parent
_NOT_DEFECTS = ("registry", "tests")

PAGE_SEAMS = frozenset({"page", "asset", "scripts"})
"""The seams through which a defect breaks the pages; all others are the server's."""


class UnknownDefect(Exception):
    """No file declares this name; the message names the nearest that one does."""


@dataclass(frozen=True, slots=True)
class Defect:
    """What one file declares; `install` is None when only the pages are wrong."""

    name: str
    line: str
    why: str
    install: Callable[[Seams], Seams] | None
    script: str | None
    needs: str = ""

    @property
    def changes(self) -> frozenset[str]:
        """The names of the seams that it replaces, `scripts` among them."""
        found = installed([self.name], SOUND)
        return frozenset(
            field.name
            for field in fields(Seams)
            if getattr(found, field.name) != getattr(SOUND, field.name)
        )


def defects() -> list[Defect]:
    """All of them, by name."""
    stems = [found.name for found in pkgutil.iter_modules([str(_FOLDER)])]
    found = [_load(stem) for stem in stems if stem not in _NOT_DEFECTS]
    return sorted(found, key=lambda defect: defect.name)


def installed(names: Iterable[str], seams: Seams) -> Seams:
    """The table with these defects in it, in this order; raises UnknownDefect."""
    for name in names:
        defect = named(name)
        if defect.install is not None:
            seams = defect.install(seams)
        if defect.script is not None:
            seams = replace(seams, scripts=(*seams.scripts, defect.script))
    return seams


def named(name: str) -> Defect:
    """The defect of this name; raises UnknownDefect with the nearest match."""
    known = {defect.name: defect for defect in defects()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]!r}?" if near else "python -m mock_backend --list-defects"
    raise UnknownDefect(f"no defect is called {name!r}. {hint}")


def script(stem: str) -> Path:
    """The file of a page-side defect."""
    return _FOLDER / f"{stem}.js"


@cache
def _load(stem: str) -> Defect:
    module = importlib.import_module(f"mock_backend.defects.{stem}")
    install: Callable[[Seams], Seams] | None = getattr(module, "install", None)
    own_script = stem if script(stem).is_file() else None
    needs = getattr(module, "NEEDS", "")
    return Defect(module.NAME, module.LINE, module.WHY, install, own_script, needs)
