from xml.etree import ElementTree as Xml

from reports.load_run.junit import render
from reports.load_run.tests.sample import tree

ASKED = (
    "load_duration{layer:server}: p(95)<30",
    "load_duration{layer:storage}: p(50)<30",
    "load_success{layer:storage}: rate>0.99999",
)


def test_each_threshold_is_a_case_and_so_is_the_run() -> None:
    suite = Xml.fromstring(render(tree(asked=ASKED)))[0]

    assert [it.get("name") for it in suite] == [*ASKED, "the run as a whole"]
    assert [[kind.tag for kind in it] for it in suite] == [["failure"], [], ["error"], ["failure"]]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "1")


def test_a_failure_says_what_was_measured_and_of_how_many() -> None:
    case = Xml.fromstring(render(tree(asked=ASKED[:1])))[0][0][0]

    assert case.get("message") == f"{ASKED[0]}: 62 ms (395 samples, 100 needed)"
