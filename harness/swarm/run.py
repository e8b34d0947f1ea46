"""One process's part in a run: the plan, what its loads came to, and the judgement at the end."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from harness.errors import UsageError
from harness.measure.book import Book
from harness.measure.outcome import exit_code, lines
from harness.measure.threshold import Held, hold
from harness.swarm.brief import Plan, plan_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """The exit code (None leaves it to Locust), and the lines for a person."""

    code: int | None
    lines: tuple[str, ...]


@dataclass(slots=True)
class Run:
    """What users share. `plan` is None until options were read, and when they cannot be used."""

    book: Book = field(default_factory=Book)
    plan: Plan | None = None
    complaint: str = ""
    has_begun: bool = False
    lost_pages: int = 0

    def read(self, options: Namespace, environ: Mapping[str, str]) -> None:
        """Reads the plan anew: the web page and the master may change what was given.

        Raises a UsageError for what cannot be used; then there is no plan.
        """
        self.plan = None
        try:
            self.plan = plan_of(options, environ)
            self.complaint = ""
        except UsageError as error:
            self.complaint = str(error)
            raise

    def begin(self) -> None:
        """A new run: what was recorded before is forgotten."""
        self.has_begun = True
        self.lost_pages = 0
        self.book.clear()

    def judgement(self, *, crashes: int) -> Judgement:
        """The end of the run; `crashes` counts exceptions of users, not failed requests."""
        held = tuple(self._held())
        loads = self.book.summary().count
        code = exit_code(held, loads=loads, crashes=crashes + self.lost_pages)
        told = [*lines(self.book, held)]
        if crashes:
            told.append(f"{crashes} times a user crashed, so the run tells nothing")
        if self.lost_pages:
            told.append(f"{self.lost_pages} reports of workers could not be read")
        return Judgement(code if self.has_begun else None, tuple(told))

    def _held(self) -> Iterator[Held]:
        if self.plan is not None:
            for threshold in self.plan.thresholds:
                yield hold(threshold, self.book, fewest=self.plan.fewest)
