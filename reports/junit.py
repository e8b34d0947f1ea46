"""junit.xml: a test case a scenario, and one for the run as a whole.

An UNKNOWN is an error: it must not pass as green, and it is no failure of the application. The
whole run is a case of its own, for it may be UNKNOWN (a layer that nobody proved) or FAIL though
each scenario passed.
"""

from pathlib import Path
from xml.etree import ElementTree as Xml

from harness.model.run import Check, Finding, Run
from harness.model.word import Status
from harness.runs.saved import SavedRun
from reports import phrase
from reports.output import put

NAME = "junit.xml"
WHOLE = "layerproof"
TAG = {Status.FAIL: "failure", Status.UNKNOWN: "error", Status.SKIP: "skipped"}


def write(run: SavedRun, into: Path) -> Path:
    """Writes `into/junit.xml` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, render(run.run))


def render(run: Run) -> str:
    """The run as JUnit's XML."""
    files: dict[str, list[Check]] = {}
    for check in run.checks:
        files.setdefault(check.file or WHOLE, []).append(check)
    suites = [_suite(name, [_case(it, run) for it in own], run) for name, own in files.items()]
    suites.append(_suite(WHOLE, [_whole(run)], run))
    root = Xml.Element("testsuites", {"name": WHOLE, **_sums(suites)})
    root.extend(suites)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=False).join(
        ['<?xml version="1.0" encoding="utf-8"?>\n', "\n"]
    )


def _suite(name: str, cases: list[Xml.Element], run: Run) -> Xml.Element:
    suite = Xml.Element("testsuite", {"name": phrase.clean(name)})
    counts = {tag: sum(it.find(tag) is not None for it in cases) for tag in TAG.values()}
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(counts["failure"]))
    suite.set("errors", str(counts["error"]))
    suite.set("skipped", str(counts["skipped"]))
    suite.set("time", f"{sum(float(it.get('time', '0')) for it in cases):.3f}")
    suite.set("timestamp", run.started_at[:19])
    properties = Xml.SubElement(suite, "properties")
    for key, value in {"run": run.id, **run.target, **run.versions}.items():
        Xml.SubElement(
            properties, "property", {"name": phrase.clean(key), "value": phrase.clean(str(value))}
        )
    suite.extend(cases)
    return suite


def _case(check: Check, run: Run) -> Xml.Element:
    module = check.file.removesuffix(".py").replace("/", ".") or WHOLE
    case = _element(check.id.rpartition("::")[2] or check.id, module, check.duration_s)
    shown = [it for it in run.findings if check.id in it.checks]
    lines = [check.detail, *(_told(it) for it in shown), _repeat(check.repeat)]
    _outcome(case, check.status, phrase.why_of(check, run), "\n\n".join(filter(None, lines)))
    return case


def _whole(run: Run) -> Xml.Element:
    case = _element("the run as a whole", WHOLE, 0.0)
    orphans = [it for it in run.findings if not it.checks]
    _outcome(case, run.verdict, phrase.why(run), "\n\n".join(_told(it) for it in orphans))
    return case


def _element(name: str, module: str, time_s: float) -> Xml.Element:
    attributes = {"name": name, "classname": module}
    case = Xml.Element("testcase", {key: phrase.clean(it) for key, it in attributes.items()})
    case.set("time", f"{time_s:.3f}")
    return case


def _outcome(case: Xml.Element, status: Status, reason: str, text: str) -> None:
    if status not in TAG:
        return
    outcome = Xml.SubElement(case, TAG[status])
    outcome.set("message", phrase.clean(phrase.first_line(reason) or str(status)))
    outcome.set("type", str(status))
    outcome.text = phrase.clean(text)


def _told(finding: Finding) -> str:
    head = f"{finding.invariant} ({finding.line}), {phrase.where(finding)}: {finding.reason}"
    where = f"Look at: {phrase.looks(finding)}" if phrase.looks(finding) else ""
    accepted = f"accepted: {finding.accepted}" if finding.accepted else ""
    again = phrase.recurrence(finding)
    differed = finding.recurrence.differed if finding.recurrence else ()
    told = [head, finding.suffers, where, accepted, again, *differed, _repeat(finding.repeat)]
    return "\n".join(filter(None, told))


def _repeat(command: str) -> str:
    return f"Repeat it with: {command}" if command else ""


def _sums(suites: list[Xml.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    sums = {name: str(sum(int(it.get(name, "0")) for it in suites)) for name in names}
    return {**sums, "time": f"{sum(float(it.get('time', '0')) for it in suites):.3f}"}
