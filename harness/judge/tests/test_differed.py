from dataclasses import replace

from harness.invariants.tests.build import loaded
from harness.judge.differed import differed
from harness.model.journey import Journey


def play(*, status: int) -> Journey:
    """A load that asked the server once."""
    tape = loaded().read().asked(status)
    return (tape.ready() if status == 200 else tape.error("server")).journey()


def test_only_the_steps_that_differ_are_told_and_how_both_ended() -> None:
    found = differed([play(status=503)], [play(status=200)])

    assert found[0].startswith("- tab-1 ended error (server)")
    assert found[1].startswith("+ tab-1 ended ready, answered by server")
    assert [it for it in found if "503" in it] == ["- tab-1: ✓ request session 503"]
    assert [it for it in found if "200" in it] == ["+ tab-1: ✓ request session 200"]


def test_two_plays_that_went_the_same_way_differ_in_how_they_ended_alone() -> None:
    one = play(status=200)
    later = replace(one, events=tuple(replace(it, at_ms=it.at_ms + 3) for it in one.events))

    assert len(differed([one], [later])) == 2


def test_what_is_too_long_to_read_is_cut_and_said_to_be() -> None:
    found = differed([play(status=503)], [play(status=200)], most=1)

    assert len(found) == 4
    assert found[-1].startswith("… ")
