"""CI's workflows: few rights, an end in time, named versions, nobody's words in a shell."""

import re
from collections.abc import Iterable

import pytest

from harness.tests.sources import Source, kept_files, python

# A person who opens a pull request chooses these words; in `run:` they would be code.
SPOKEN = re.compile(r"^\s*(?:- )?run:.*\$\{\{\s*(?:github\.event|github\.head_ref|inputs)")
PLACES = (".github/workflows/", "docs/workflows/")
USES = re.compile(r"^\s*(?:- )?uses:\s*(\S+)")
VERSIONED = re.compile(r"^(\./.*|[^@]+@(v\d+[\w.]*|[0-9a-f]{40}))$")


def workflows() -> list[Source]:
    """Every workflow of the project, and those that others copy."""
    return [file for file in kept_files() if str(file.path).startswith(PLACES)]


def faults(sources: Iterable[Source]) -> list[str]:
    """What is wrong with each workflow."""
    found = []
    for source in sources:
        lines = source.text.splitlines()
        jobs = sum(line.startswith("    runs-on:") for line in lines)
        ends = sum(line.startswith("    timeout-minutes:") for line in lines)
        if ends < jobs:
            found.append(f"{source.path}: {jobs} jobs, but {ends} with timeout-minutes")
        if not any(line.startswith("permissions:") for line in lines):
            found.append(f"{source.path}: no permissions for the whole workflow")
        for line in lines:
            if SPOKEN.search(line):
                found.append(f"{source.path}: pass this through env: {line.strip()}")
            if (used := USES.match(line)) and not VERSIONED.match(used[1]):
                found.append(f"{source.path}: {used[1]} has no version")
    return found


def test_the_workflows_are_in_order() -> None:
    assert faults(workflows()) == []


def test_ci_runs_what_a_person_runs() -> None:
    files = {str(file.path): file.text for file in kept_files()}

    assert "- run: .ci/run" in files[".github/workflows/test.yml"]
    assert "make test" in files[".ci/run"]


GOOD = "permissions:\n  contents: read\njobs:\n  a:\n    runs-on: x\n    timeout-minutes: 9\n"


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("permissions:", "rights:"),
        GOOD.replace("    timeout-minutes: 9\n", ""),
        GOOD + "      - uses: actions/checkout\n",
        GOOD + "      - uses: actions/checkout@main\n",
        GOOD + "      - run: echo ${{ github.event.pull_request.title }}\n",
    ],
)
def test_a_fault_is_found(text: str) -> None:
    assert len(faults([python("a.yml", text)])) == 1


def test_a_good_workflow_is_let_through() -> None:
    assert faults([python("a.yml", GOOD + "      - uses: actions/checkout@v5\n")]) == []
