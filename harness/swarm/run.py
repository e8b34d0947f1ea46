"""One process's part in a run: the brief, what its loads came to, and the judgement at the end."""

import logging
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from harness.errors import UsageError
from harness.measure.book import Book
from harness.measure.climb import Climb, Stepped, stepped
from harness.measure.health import Health, health
from harness.measure.outcome import lines, verdict_of
from harness.measure.result import Facts, Tree, Verdict, document
from harness.measure.threshold import Held, hold
from harness.measure.timeline import Timeline
from harness.model.word import Status
from harness.swarm.brief import Brief, brief_of, refuse_unfit_brief
from harness.swarm.lead import Lead
from harness.swarm.shift import Shift

logger = logging.getLogger("layerproof")
_NONE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The exit code (None leaves it to Locust), the lines for a person, and the document."""

    code: int | None
    lines: tuple[str, ...]
    result: Tree | None = None


@dataclass(slots=True)
class Run:
    """What users share. `brief` is None until options were read, and when they cannot be used.

    An open run has a `shift` where users are, and a `lead` where it is led; both in one process
    that runs alone.
    """

    book: Book = field(default_factory=Book)
    timeline: Timeline = field(default_factory=Timeline)
    brief: Brief | None = None
    complaint: str = ""
    run_id: str = ""
    has_begun: bool = False
    began_at: str = ""
    begins_s: float = 0.0
    users: int = 0
    lost_pages: int = 0
    late_pages: int = 0
    shift: Shift | None = None
    lead: Lead | None = None
    climbed: list[Stepped] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    pages_sent: int = 0
    pages_seen: dict[str, int] = field(default_factory=dict)

    def read(self, options: Namespace, environ: Mapping[str, str]) -> None:
        """Reads the brief anew: the web page and the master may change what was given.

        Raises a UsageError for what cannot be used; then there is no brief.
        """
        self.brief = None
        try:
            brief = brief_of(options, environ)
            refuse_unfit_brief(brief)
            self.brief = brief
            self.complaint = ""
        except UsageError as error:
            self.complaint = str(error)
            raise

    def begin(self, run_id: str = "") -> None:
        """A new run: what was recorded before is forgotten, and what workers still tell of another
        is not heard.
        """
        self.run_id = run_id
        self.has_begun = True
        self.begins_s = time.perf_counter()
        self.began_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.lost_pages = self.late_pages = self.pages_sent = 0
        self.shift = self.lead = None
        self.climbed.clear()
        self.pages_seen.clear()
        self.clear()

    def clear(self) -> None:
        """Forgets what was measured."""
        self.book.clear()
        self.timeline.clear()
        self.made.clear()

    def at_s(self) -> float:
        """The time since the beginning on this process's clock."""
        if self.shift is not None:
            return self.shift.arrivals.at_s()
        return time.perf_counter() - self.begins_s

    def page(self) -> dict[str, Any]:
        """Everything since the last page, for the master; pages are numbered."""
        number, self.pages_sent = self.pages_sent, self.pages_sent + 1
        made, self.made = self.made, []
        return {
            "run": self.run_id,
            "number": number,
            "made": made,
            "timeline": self.timeline.page(),
            "book": self.book.page(),
        }

    def put_in(self, worker: str, page: Mapping[str, Any]) -> None:
        """Takes a worker's page in; one that is missing or cannot be read is counted as lost.

        What a worker tells that was taken for gone is left out: its arrivals are lost already.
        """
        if page.get("run", self.run_id) != self.run_id:
            return
        try:
            awaited = self.pages_seen.get(worker, 0)
            self.lost_pages += page["number"] - awaited
            self.pages_seen[worker] = page["number"] + 1
            self.made += page["made"]
            if self.lead and not self.lead.heard(worker, page["book"]["ledger"]):
                self.late_pages += 1
                return
            self.book.put_in(page["book"])
            self.timeline.put_in(page["timeline"])
        except (KeyError, TypeError, ValueError) as error:
            self.lost_pages += 1
            logger.error("The report of worker %s cannot be read: %r", worker, error)

    def started(self, interview_id: str) -> None:
        """An interview was started on an app that keeps it, where somebody wants to know."""
        if self.brief is not None and self.brief.created is not None:
            self.made.append(interview_id)

    def write_down(self) -> None:
        """Adds what was started to the file that was asked for, so that it can be removed."""
        into = self.brief.created if self.brief else None
        if into is None or not self.made:
            return
        made, self.made = self.made, []
        try:
            with into.open("a", encoding="utf-8") as file:
                file.writelines(f"{it}\n" for it in made)
        except OSError as error:
            logger.error("%d sessions cannot be written down: %s", len(made), error.strerror)

    def reason(self, at_s: float) -> str:
        """Why the run ends now, after so many seconds, before its time; '' where it goes on."""
        brief = self.brief
        if brief is None or brief.plan is None:
            return ""
        if brief.plan.steps:
            return self._step_reason(at_s - (NEWS_S if self.lead and self.pages_seen else 0))
        for it in brief.thresholds:
            if it.aborts and at_s >= it.delay_s:
                held = hold(it, self.book, lasted_s=at_s, fewest=brief.fewest)
                if held.status is Status.FAIL:
                    return held.line
        return ""

    def judgement(self, *, crashes: int, url: str = "") -> Judgement:
        """The end of the run; `crashes` counts exceptions of users, not failed requests."""
        if not self.has_begun:
            return Judgement(None, _NONE)
        lost = self.lead.lost if self.lead else None
        if lost is not None:
            self.book.ledger.merge(lost.plain())
            lost.offered = lost.lost = 0
        climb = self._climb()
        held = () if climb else tuple(self._held())
        fared = self._health()
        verdict = verdict_of(
            held,
            loads=self.book.summary().count,
            crashes=crashes + self.lost_pages,
            health=fared,
            climb=climb,
        )
        told = [*lines(self.book, held, fared), *([climb.said] if climb else [])]
        if crashes:
            told.append(f"{crashes} times a user crashed, so the run tells nothing")
        if self.lost_pages:
            told.append(f"{self.lost_pages} reports of workers were lost or could not be read")
        if self.late_pages:
            told.append(f"{self.late_pages} reports of workers that were taken for gone came late")
        verdict_or = verdict or Verdict(Status.UNKNOWN, "There is nothing to hold it against.")
        result = document(
            self._facts(url),
            self.book,
            self.timeline,
            held=held,
            health=fared,
            verdict=verdict_or,
            climb=climb,
        )
        return Judgement(verdict.exit_code if verdict else None, tuple(told), result)

    def _step_reason(self, at_s: float) -> str:
        """Judges the steps that are over by then; the first that is not kept is the reason."""
        for it in self._judged_steps(at_s):
            if it.status is not Status.PASS:
                return f"step {it.line}"
        return ""

    def _judged_steps(self, at_s: float) -> Iterator[Stepped]:
        assert self.brief is not None
        assert self.brief.plan is not None
        for number, it in enumerate(self.brief.plan.steps):
            if number < len(self.climbed) or at_s < it.settles_s:
                continue
            found = stepped(
                number,
                it.per_s,
                self.book,
                self.brief.thresholds,
                lasted_s=it.ends_s - it.begins_s,
                fewest=self.brief.fewest,
            )
            self.climbed.append(found)
            yield found
            if found.status is not Status.PASS:
                return

    def _climb(self) -> Climb | None:
        if self.brief is None or self.brief.plan is None or not self.brief.plan.steps:
            return None
        if all(it.status is Status.PASS for it in self.climbed):
            list(self._judged_steps(self._lasted_s()))
        return Climb(tuple(self.climbed))

    def _held(self) -> Iterator[Held]:
        if self.brief is not None:
            for it in self.brief.thresholds:
                yield hold(it, self.book, lasted_s=self._lasted_s(), fewest=self.brief.fewest)

    def _lasted_s(self) -> float:
        """How long visitors came; without a lead, for how long anything was written down."""
        if self.lead is not None:
            return max(self.lead.at_s(), 0.0)
        return float(len(self.timeline.whole()))

    def _health(self) -> Health:
        return health(self.timeline.whole(), self.book.ledger, users=self.users)

    def _facts(self, url: str) -> Facts:
        brief, lead = self.brief, self.lead
        plan = brief.plan if brief else None
        return Facts(
            url=url,
            profile=brief.profile if brief else "",
            journey=str(brief.journey) if brief else "",
            empty_storage=brief.empty_storage if brief else 0.0,
            plan=plan.tree() if plan else {},
            began_at=self.began_at,
            lasted_s=self._lasted_s(),
            users=self.users,
            workers=len(lead.members) if lead else max(len(self.pages_seen), 1),
            ended=lead.why if lead else "",
            aborted=bool(lead and lead.why and lead.why != INTERRUPTED),
            lost_workers=tuple(lead.gone) if lead else (),
        )


INTERRUPTED = "interrupted"
# News of workers may be so old.
NEWS_S = 2.5
