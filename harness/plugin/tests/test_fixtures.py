"""What the stage is like when a scenario gets it."""

from pathlib import Path

from harness.plugin.tests.suite import play

SOURCE = """
from harness.scenario import under

@under("storage-empty+latency:20ms")
def test_both(stage):
    assert stage.conditions == ("storage-empty", "latency:20ms")
    assert stage.wire.asked.storage.entry == "empty"

def test_none(stage):
    assert stage.conditions == ()
"""


def test_the_conditions_that_a_scenario_names_are_in_place(tmp_path: Path) -> None:
    played = play(tmp_path, SOURCE)

    assert set(played.by_name().values()) == {"pass"}, played.said
    assert [it.conditions for it in played.run.run.checks] == [
        ("storage-empty", "latency:20ms"),
        (),
    ]
