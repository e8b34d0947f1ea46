import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock, start_mock
from harness.model.event import Json
from harness.swarm.tests.locusts import run, run_until

# What is asked for in each load, and in each attempt of the server layer. Of one user the second
# load begins when the first has ended, so that what a test looks at is there when it looks.
RUNNER, ATTEMPT = "/interview/", "/api/interview/session/"
SESSION = f"{ATTEMPT}*"
# Of a whole load; the wait for one attempt is tried in virtual time (`harness/load/cases.json`).
DEADLINE_MS = 15_000


@pytest.fixture(scope="module")
def shared_mock() -> Iterator[Mock]:
    """One mock with its demo people for all runs."""
    backend = start_mock(demo=True)
    yield backend
    backend.stop()


@pytest.fixture
def mock(shared_mock: Mock) -> Iterator[Mock]:
    """The mock, without faults."""
    yield shared_mock
    shared_mock.control.clear_faults()


def every_session_answer(mock: Mock, effect: dict[str, Json], *, times: int | None = None) -> None:
    mock.control.add_faults([BackendFault(effect, method="GET", path=SESSION, times=times)])


def test_a_mixed_run_shows_both_layers_and_keeps_its_thresholds(mock: Mock, tmp_path: Path) -> None:
    # That chance leaves a layer with fewer than three of 40 happens once in a billion runs.
    table = run_until(
        *(mock, RUNNER, 44),
        *("-u", "4", "--empty-storage", "0.5", "--min-samples", "3"),
        *("--threshold", "load_success{layer:server}: rate>=1"),
        *("--threshold", "load_duration{layer:storage}: p(95)<60000"),
        into=tmp_path,
    )

    assert table.code == 0, table.said
    for row in ("LOAD load/storage", "LOAD load/server", "GET session attempt 1", "GET runner"):
        assert table.count(row) > 0, table.said
    assert [row for row in table.rows if table.failures(row)] == []
    assert table.count("GET session attempt 1") >= table.count("LOAD load/server")
    assert table.count("GET session attempt 2") == 0
    assert table.said.count("PASS  ") == 2


def test_the_fast_path_asks_for_no_session(mock: Mock, tmp_path: Path) -> None:
    table = run_until(mock, RUNNER, 2, "-u", "1", "--journey", "fast-path", into=tmp_path)

    assert table.code == 0, table.said
    assert table.count("LOAD load/storage") > 0
    assert table.count("GET session attempt 1") == 0


def test_a_server_that_fails_is_asked_three_times_and_breaches(mock: Mock, tmp_path: Path) -> None:
    every_session_answer(mock, {"status": 503})

    # Of seven attempts one of the two has made four: their first load is over.
    table = run_until(
        *(mock, ATTEMPT, 7),
        *("-u", "2", "--journey", "fallback", "--min-samples", "1"),
        *("--threshold", "load_success{layer:server}: rate>0.9"),
        into=tmp_path,
    )

    assert table.code == 1, table.said
    assert "FAIL  load_success{layer:server}: rate>0.9  (0;" in table.said
    ends = table.count("OUTCOME error:server")
    assert ends == table.failures("LOAD load/server") > 0
    for number in (1, 2, 3):
        assert table.failures(f"GET session attempt {number}") >= ends
    assert table.count("GET session attempt 4") == 0


def test_an_attempt_that_hangs_is_given_up_and_the_next_one_counts(
    mock: Mock, tmp_path: Path
) -> None:
    every_session_answer(mock, {"hang": True}, times=1)

    table = run_until(mock, ATTEMPT, 3, "-u", "1", "--journey", "fallback", into=tmp_path)

    first = table.rows["GET session attempt 1"]
    assert 3_400 < float(first["max_response_time"]) < DEADLINE_MS, table.said
    assert table.failures("GET session attempt 1") == 1
    assert table.count("GET session attempt 2") == 1
    assert table.failures("LOAD load/server") == 0
    assert table.code == 1  # without thresholds Locust's own: a request failed


def test_a_200_without_a_payload_is_a_failure(mock: Mock, tmp_path: Path) -> None:
    every_session_answer(mock, {"status": 200, "body": {"ok": True}})

    table = run_until(mock, ATTEMPT, 2, "-u", "1", "--journey", "fallback", into=tmp_path)

    count = table.count("GET session attempt 1")
    assert table.failures("GET session attempt 1") == count > 0, table.said
    assert table.count("OUTCOME error:corrupt") > 0
    assert table.code == 1


def test_too_few_loads_are_unknown(mock: Mock, tmp_path: Path) -> None:
    table = run_until(
        *(mock, ATTEMPT, 2),
        *("-u", "1", "--journey", "fallback"),
        *("--threshold", "load_duration{layer:server}: p(99.9)<60000"),
        into=tmp_path,
    )

    assert table.code == 3, table.said
    assert "needs 5000" in table.said


def test_a_server_that_is_not_there_is_unknown(tmp_path: Path) -> None:
    table = run("http://127.0.0.1:9", "-u", "1", "-t", "1s", into=tmp_path)

    assert table.code == 3
    assert "No load came to an end" in table.said


def test_ctrl_c_in_the_middle_judges_what_there_is(mock: Mock, tmp_path: Path) -> None:
    options = ("-u", "1", "--journey", "fallback", "--min-samples", "1")
    kept = ("--threshold", "load_success: rate>=1")

    table = run_until(mock, ATTEMPT, 2, *options, *kept, into=tmp_path)

    assert table.code == 0, table.said
    assert "PASS  load_success: rate>=1" in table.said
    assert table.count("LOAD load/server") > 0
    assert "Traceback" not in table.said


@pytest.mark.slow
def test_loads_of_workers_are_judged_by_their_master(mock: Mock, tmp_path: Path) -> None:
    table = run(
        mock.url,
        *("-u", "4", "-t", "6s", "--processes", "2", "--min-samples", "2"),
        *("--threshold", "load_duration: max<0.001"),
        into=tmp_path,
    )

    assert table.code == 1, table.said
    assert "FAIL  load_duration: max<0.001" in table.said
    loads = table.count("LOAD load/storage") + table.count("LOAD load/server")
    assert f"{loads} samples" in table.said


@pytest.mark.parametrize(
    ("host", "option", "words"),
    [
        ("http://127.0.0.1:9", "--threshold=load_success{layer:sever}: rate>1", "mean 'server'"),
        ("http://127.0.0.1:9", "--empty-storage=2", "--empty-storage goes from 0 to 1"),
        ("https://app.vercel.app", "--journey=mixed", "Enterprise"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(
    host: str, option: str, words: str, tmp_path: Path
) -> None:
    assert "LAYERPROOF_ALLOW_HOST" not in os.environ

    table = run(host, "-t", "5s", option, into=tmp_path)

    assert table.code == 2
    assert words in table.said
    assert "Ramping" not in table.said
