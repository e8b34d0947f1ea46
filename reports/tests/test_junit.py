from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from harness.model.run import Run
from harness.model.word import Status
from reports import junit
from reports.tests import sample
from reports.tests.sample import KINDS


def suites_of(run: Run) -> Xml.Element:
    return Xml.fromstring(junit.render(run).encode())


def cases_of(run: Run) -> dict[str, Xml.Element]:
    return {it.get("name", ""): it for it in suites_of(run).iter("testcase")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_has_the_common_shape_and_its_sums_are_right(kind: str, tmp_path: Path) -> None:
    root = Xml.parse(junit.write(KINDS[kind](tmp_path), tmp_path)).getroot()

    assert root.tag == "testsuites"
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.tag == "testsuite"
        assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.keys())
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("errors", "")) == sum(it.find("error") is not None for it in cases)
        assert all({"name", "classname", "time"} <= set(it.keys()) for it in cases)
        assert all(len(it) <= 1 for it in cases)
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name, "")) == sum(int(it.get(name, "")) for it in root)


def test_an_unknown_is_an_error_and_a_skip_has_its_reason(tmp_path: Path) -> None:
    cases = cases_of(sample.failing(tmp_path).run)

    unknown = cases["test_order_of_writes"].find("error")
    skipped = cases["test_slow_3g"].find("skipped")
    assert unknown is not None
    assert unknown.get("message") == "the events cannot be ordered"
    assert skipped is not None
    assert "needs throttle" in skipped.get("message", "")
    assert len(cases["test_a_stored_session_needs_no_server"]) == 0


def test_a_failure_tells_its_detail_and_how_to_repeat_it(tmp_path: Path) -> None:
    cases = cases_of(sample.failing(tmp_path).run)

    failure = cases["test_each_starter[org-server]"].find("failure")
    assert failure is not None
    assert "assert ERROR is READY" in (failure.text or "")
    assert sample.REPEAT in (failure.text or "")


def test_a_run_that_is_unknown_although_each_scenario_passed_is_no_green(tmp_path: Path) -> None:
    run = sample.unknown(tmp_path).run
    passed = [it for it in run.checks if it.status is Status.PASS]

    root = suites_of(replace(run, checks=tuple(passed)))

    assert root.get("errors") == "1"
    whole = root.find("testsuite[@name='layerproof']/testcase/error")
    assert whole is not None
    assert "never proved for org" in whole.get("message", "")


def test_what_xml_forbids_does_not_break_the_file(tmp_path: Path) -> None:
    [case, _] = cases_of(sample.hostile(tmp_path).run).values()

    failure = case.find("failure")
    assert failure is not None
    assert "alert(1)" in failure.get("message", "")
    assert "\x1b" not in (failure.text or "")
