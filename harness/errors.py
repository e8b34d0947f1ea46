"""Every error that Layerproof raises on purpose, in one tree.

    LayerproofError
    |- UsageError            exit 2: what was asked makes no sense; nothing was run
    |  |- UnknownName        a starter, condition, profile key or invariant that nothing knows
    |  |- BadProfile         a profile that is not TOML, or lacks or mistypes a key
    |  |- BadSetting         a setting whose value cannot be used
    |  `- Conflict           two conditions that claim one thing
    |- Inconclusive          exit 3: it could not be found out (UNKNOWN)
    |  |- TargetUnreachable  nothing answers at the URL
    |  |- NotTheApp          something answers, but it is not the application
    |  |- NotDeployed        there is no such deployment, and waiting does not help
    |  |- NoBrowser          no browser that can be used
    |  |- BrowserLost        the browser ended or no longer answers
    |  |- BackendLost        the mock application ended or no longer answers
    |  |- NotObserved        a fact that the verdict needs was not seen
    |  |- NotAdmitted        a visitor whom the application did not let in
    |  |- NotStarted         a visitor none of whose starters does anything
    |  |- NotSaved           what was recorded cannot be written (disk full, no permission)
    |  |- NotTold            whoever was to be told of a run did not take it
    |  |- TellingRefused     whoever was to be told refused it, with a status
    |  `- BadRun             a saved run that cannot be read
    `- Unsupported           the target cannot honour it: a SKIP with its reason
       |- Unnamed            it rests on what the profile does not name
       `- Withheld           it is not done in production

Bugs are ordinary exceptions, and are not caught.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from harness.model.word import Capability


class LayerproofError(Exception):
    """Something that a person can act on; its text says what was asked, found, and to be done."""

    exit_code: int = 3


class UsageError(LayerproofError):
    """What was asked makes no sense, so nothing was run."""

    exit_code = 2


class UnknownName(UsageError):
    """A name that nothing knows, together with the nearest that something does."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        choices = sorted(known)
        near = get_close_matches(name, choices, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(choices) or 'none'}."
        super().__init__(f"There is no {what} '{name}'. {hint}")
        self.name = name
        self.nearest = near[0] if near else None


class BadProfile(UsageError):
    """A profile that is not TOML, or that lacks, mistypes or does not know a key."""


class BadSetting(UsageError):
    """A setting whose value cannot be used."""


class Conflict(UsageError):
    """Two conditions that claim one thing."""


class Inconclusive(LayerproofError):
    """It could not be found out, so the verdict is UNKNOWN."""


class TargetUnreachable(Inconclusive):
    """Nothing answers at the target's URL."""


class NotTheApp(Inconclusive):
    """Something answers at the target's URL, but it is not the application."""


class Protected(NotTheApp):
    """The hosting stands before the application: a login of its own, or a bot challenge."""


class NotDeployed(Inconclusive):
    """There is no such deployment: its build failed, or it is gone; waiting does not help."""


class NoBrowser(Inconclusive):
    """No browser that can be used."""


class BrowserLost(Inconclusive):
    """The browser ended, or no longer answers."""


class BackendLost(Inconclusive):
    """The mock application ended, or no longer answers."""


class NotObserved(Inconclusive):
    """A fact that the verdict needs was not seen."""


class NotAdmitted(Inconclusive):
    """A visitor, by name, whom the application did not let in; nothing of theirs can be played."""

    def __init__(self, visitor: str, why: str) -> None:
        super().__init__(why)
        self.visitor = visitor


class NotStarted(Inconclusive):
    """A visitor, by name, none of whose starters asks for anything; they have no session."""

    def __init__(self, visitor: str, why: str) -> None:
        super().__init__(why)
        self.visitor = visitor


class NotSaved(Inconclusive):
    """What was recorded cannot be written; what was written before can still be read."""


class NotTold(Inconclusive):
    """Whoever was to be told of a run did not answer, or asks to wait too long."""


class TellingRefused(Inconclusive):
    """Whoever was to be told of a run refused it, with a status of HTTP."""

    def __init__(self, status: int, asked: str, said: str) -> None:
        super().__init__(f"{asked} was refused with {status}: {said or 'no reason given'}")
        self.status = status
        self.said = said


class BadRun(Inconclusive):
    """A saved run that cannot be read."""


class Unsupported(LayerproofError):
    """The target cannot honour what was asked; becomes a SKIP with this reason."""

    def __init__(self, what: str, needs: Iterable[Capability]) -> None:
        lacking = ", ".join(sorted(needs))
        because = (
            f"needs {lacking}, which this target does not offer"
            if lacking
            else ("cannot be had on this target")
        )
        super().__init__(f"{what} {because}")


class Unnamed(Unsupported):
    """It rests on what the profile does not name, as `why` says in a sentence."""

    def __init__(self, why: str) -> None:
        LayerproofError.__init__(self, why)


class Withheld(Unsupported):
    """It would write something that is not a session of the run's own, or could not be removed."""

    def __init__(self, what: str) -> None:
        LayerproofError.__init__(
            self,
            f"{what} is left out in production, where a run writes nothing but sessions of its own "
            "that it can remove",
        )
