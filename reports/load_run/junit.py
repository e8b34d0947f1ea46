"""junit.xml of a load run: a test case a threshold, and one for the run as a whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from reports import phrase
from reports.load_run.told import value
from reports.output import put

NAME = "junit.xml"
SUITE = "layerproof load"
TAG = {"fail": "failure", "unknown": "error", "skip": "skipped"}
Tree = Mapping[str, Any]


def write(tree: Tree, into: Path) -> Path:
    """Writes `into/junit.xml` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, render(tree))


def render(tree: Tree) -> str:
    """The run as JUnit's XML. An UNKNOWN is an error: it must not pass as green."""
    cases = [_threshold(it) for it in tree["thresholds"]]
    cases.append(_case("the run as a whole", tree["verdict"], tree["reason"]))
    counts = {
        "tests": str(len(cases)),
        **{f"{tag}s": str(sum(it.find(tag) is not None for it in cases)) for tag in TAG.values()},
        "time": f"{tree['run']['lasted_s']:.3f}",
    }
    counts["skipped"] = counts.pop("skippeds")
    root = Xml.Element("testsuites", {"name": SUITE, **counts})
    suite = Xml.SubElement(root, "testsuite", {"name": SUITE, **counts})
    suite.set("timestamp", tree["run"]["began_at"][:19])
    suite.extend(cases)
    Xml.indent(root)
    text = Xml.tostring(root, encoding="unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _threshold(it: Tree) -> Xml.Element:
    samples = f"{it['samples']} samples, {it['needed']} needed"
    return _case(it["threshold"], it["status"], f"{it['threshold']}: {value(it)} ({samples})")


def _case(name: str, status: str, reason: str) -> Xml.Element:
    case = Xml.Element("testcase", {"name": phrase.clean(name), "classname": SUITE, "time": "0"})
    if status in TAG:
        outcome = Xml.SubElement(case, TAG[status], {"type": status})
        outcome.set("message", phrase.clean(reason))
    return case
