"""Numbers and sentences as a person reads them."""

import re
from collections import Counter
from collections.abc import Sequence

from harness.judge.cause import SCENARIO
from harness.model.comparison import ColdHit, Compared, Comparison
from harness.model.race import MissingWait, Raced
from harness.model.run import Check, Finding, Run, Stage
from harness.model.word import Status
from reports.word import STATUS, WORST_FIRST

# Control signs other than tab and line's end, signs that turn the direction of writing, halves of
# surrogate pairs, and what XML 1.0 forbids: none of them is for showing.
UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """The text without what would act on a terminal or break a file, each sign replaced by `�`."""
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def duration(ms: float) -> str:
    """`38 ms`, `3.4 s`, `2 min 5 s`."""
    if ms < 999.5:
        return f"{ms:.0f} ms"
    if ms < 59_950:
        return f"{ms / 1_000:.1f} s"
    minutes, seconds = divmod(round(ms / 1_000), 60)
    return f"{minutes} min {seconds} s"


def count(number: int, noun: str) -> str:
    """`1 load`, `21 loads`, `no loads`."""
    amount = f"{number:,}" if number else "no"
    return f"{amount} {noun}" if number == 1 else f"{amount} {noun}s"


def share(part: int, whole: int) -> str:
    """`62 %`; `none` of an empty whole, for empty is not zero."""
    return f"{100 * part / whole:.0f} %" if whole else "none"


def tally(run: Run) -> str:
    """`2 failed, 1 unknown, 14 passed`, worst first, zeros left out; or that no scenario ran."""
    counts = Counter(it.status for it in run.checks)
    words = {
        Status.FAIL: "failed",
        Status.UNKNOWN: "unknown",
        Status.SKIP: "skipped",
        Status.PASS: "passed",
    }
    parts = [f"{counts[it]:,} {words[it]}" for it in words if counts[it]]
    return ", ".join(parts) or "no scenario ran"


def why(run: Run) -> str:
    """Why the verdict is what it is, in a sentence; where nobody judged, that."""
    if run.verdict_reason:
        return run.verdict_reason
    if run.stage is not Stage.JUDGED:
        return "The run ended before it was judged."
    return f"The verdict is {run.verdict}: {STATUS[run.verdict].meaning}."


def where(finding: Finding) -> str:
    """`org, admin × server under storage-empty`; what is not known is left out."""
    starters = ", ".join(finding.starters) or finding.starter
    place = " × ".join(it for it in (starters, finding.layer) if it)
    under = f"under {', '.join(finding.conditions)}" if finding.conditions else ""
    return " ".join(it for it in (place, under) if it)


def cause(finding: Finding) -> str:
    """The cause in a line: ids left out where the judge did so."""
    return first_line(finding.cause or finding.reason)


def looks(finding: Finding) -> str:
    """`request GET … → 404, field firstQuestion`; '' where nothing is known."""
    return ", ".join(f"{name} {text}" for name, text in finding.look.parts)


def symptoms(finding: Finding) -> str:
    """`explains 30 more failures`, '' where it explains none."""
    more = sum(it.count for it in finding.symptoms)
    return f"explains {count(more, 'more failure')}" if more else ""


def recurrence(finding: Finding) -> str:
    """`seen 1 of 3 (flaky)`, `seen 3 of 3`; '' where no scenario that shows it was played again."""
    it = finding.recurrence
    if it is None:
        return ""
    unended = f", {count(it.unended, 'further play')} without a result" if it.unended else ""
    if it.plays == 1:
        return f"played again{unended}"
    return f"seen {it.seen} of {it.plays}{' (flaky)' if it.is_flaky else ''}{unended}"


def compared(it: Comparison) -> list[str]:
    """The comparison in lines: what is better or worse, how much else was looked at, and what so
    many loads can show.
    """
    head = f"compared with {it.before}, {count(it.pairs, 'pair')} of loads"
    shown = [row for row in it.rows if row.change in ("better", "worse")]
    rows = [f"{row.change}: {figure(row)}" for row in shown]
    rest = len(it.rows) - len(shown)
    others = [f"{count(rest, 'figure')} the same, or not shown to differ"] if it.rows else []
    lacking = [it.lacking] if it.lacking else []
    return [head, *rows, *others, *lacking, *map(cold, it.cold), *it.told]


def cold(hit: ColdHit) -> str:
    """`first hit, org, server: 900 ms → 2100 ms`."""
    return f"first hit, {hit.group}: {hit.before} → {hit.after}"


def figure(row: Compared) -> str:
    """`org, server p50: 120 ms → 171 ms (+51 ms, +40 to +63)`."""
    scale, unit = (100.0, " %") if row.figure == "success" else (1.0, " ms")
    before, after = f"{row.before * scale:.0f}{unit}", f"{row.after * scale:.0f}{unit}"
    low, high = f"{row.low * scale:+.0f}", f"{row.high * scale:+.0f}"
    grew = f"{row.grew * scale:+.0f}{unit}"
    return f"{row.group} {row.figure}: {before} → {after} ({grew}, {low} to {high})"


def second_play(finding: Finding, run: Run) -> tuple[str, str]:
    """The browser's trace of a scenario that shows it, and how its second play came out."""
    for check in run.checks:
        if check.id in finding.checks and check.attachments.get("again"):
            return check.attachments.get("trace", ""), check.attachments["again"]
    return "", ""


def left_behind(run: Run) -> str:
    """How many sessions are still there, and how to find them; '' where all are gone."""
    if run.created <= run.cleaned:
        return ""
    made = f"; the User-Agent of whatever made them ends in {run.tag}" if run.tag else ""
    return f"left behind: {count(run.created - run.cleaned, 'session')}{made}"


def first_line(text: str, *, longest: int = 300) -> str:
    """The first line that says something, cut to `longest` characters."""
    line = next((it.strip() for it in text.splitlines() if it.strip()), "")
    return line if len(line) <= longest else line[: longest - 1] + "…"


def races_worst_first(run: Run) -> list[Raced]:
    """The races, those with failing orders before those that are undecided before the others."""
    return sorted(run.races, key=lambda it: WORST_FIRST.index(it.status))


def searched(raced: Raced) -> str:
    """What was played of all orders, and what that stands for."""
    known = [
        f"{raced.pruned:,} left out as equivalent" if raced.pruned else "",
        f"{len(raced.failing):,} failing" if raced.failing else "",
        f"{len(raced.undecided):,} undecided" if raced.undecided else "",
        f"{raced.audited:,} played twice" if raced.audited else "",
    ]
    return " · ".join([raced.said, *filter(None, known)])


def unscripted(raced: Raced) -> str:
    """What is to be said of the script that forces the calmest order, where there is none, or it
    was not tried.
    """
    return raced.unscripted if raced.script else f"No script forces it: {raced.unscripted}"


def missing_wait(missing: MissingWait) -> str:
    """What the app does not wait for, in a sentence."""
    both = f" Both touch {', '.join(missing.things)}." if missing.things else ""
    return f"Nothing makes {missing.hasty} wait until {missing.awaited} is done.{both}"


def worst_first(checks: tuple[Check, ...]) -> list[Check]:
    """The checks, failures before unknowns before skips before passes."""
    return sorted(checks, key=lambda it: WORST_FIRST.index(it.status))


def headline(status: Status) -> str:
    """`✗ FAIL`."""
    sign = STATUS[status]
    return f"{sign.shape} {sign.word}"


def why_of(check: Check, run: Run) -> str:
    """Why the scenario came out as it did: what was found in it, else what it says itself."""
    found = [it for it in run.findings if check.id in it.checks]
    if not found:
        return first_line(check.reason)
    more = f" (and {count(len(found) - 1, 'more finding')})" if len(found) > 1 else ""
    name = "" if found[0].invariant == SCENARIO else f"{found[0].invariant}: "
    return f"{name}{first_line(found[0].reason)}{more}"


def reasons(checks: Sequence[Check], status: Status) -> list[tuple[str, int]]:
    """Why the checks have that status, in a line each with how many share it, most first."""
    own = Counter(
        first_line(it.reason) or "no reason given" for it in checks if it.status is status
    )
    return own.most_common()
