from harness.runs.contract import scenario_lines


def test_a_scenario_knows_the_lines_that_it_guards() -> None:
    found = scenario_lines()

    assert found["test_access.py::test_a_finished_interview_is_gone_for_everybody"] == [
        "server.get.status.410"
    ]
