from pathlib import Path

import pytest

from harness.publish.job import (
    LONGEST,
    MOST,
    SUMMARY,
    SUMMARY_NOTE,
    Annotation,
    Level,
    command,
    tell_outputs,
    tell_summary,
    within_limits,
)

MIB = 1024 * 1024


def an_error(message: str, title: str = "reaches-ready") -> Annotation:
    return Annotation(Level.ERROR, title, message)


def test_an_annotation_is_one_line_that_the_runner_acts_on() -> None:
    shown = command(an_error("It is stuck: 100 %\nunder slow-3g\r\nagain", "a: b, c"))

    assert shown == ("::error title=a%3A b%2C c::It is stuck: 100 %25%0Aunder slow-3g%0D%0Aagain")


@pytest.mark.parametrize("text", ["\n::set-env name=A::b", "::stop-commands::x", "a\r::error::b"])
def test_an_app_cannot_begin_a_command(text: str) -> None:
    shown = command(Annotation(Level.WARNING, text, text))

    assert shown.startswith("::warning title=")
    assert "\n" not in shown
    assert "\r" not in shown
    assert shown.partition("title=")[2].partition("::")[0].count(":") == 0


def test_a_message_of_any_length_is_taken() -> None:
    shown = command(an_error("ü" * 100_000))

    assert len(shown.encode()) < 64 * 1024
    assert shown.endswith("ü…")
    assert command(an_error("ü" * (LONGEST // 2))).endswith("üü")


def test_no_more_of_a_kind_than_a_step_shows_and_the_rest_is_counted() -> None:
    many = [Annotation(level, f"{n}", "x") for n in range(14) for level in Level]

    shown = within_limits(many)

    assert len(shown) == 3 * MOST
    errors = [it.title for it in shown if it.level is Level.ERROR]
    assert errors == [*map(str, range(9)), "5 more"]
    assert within_limits(many[:30]) != many[:30]
    assert len(within_limits(many[:30])) == 30


def test_a_summary_is_added_to_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_text("before\n")

    tell_summary(file, "## after\n")

    assert file.read_text("utf-8") == "before\n## after\n"


def test_a_summary_stays_under_what_github_takes(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    text = "".join(f"| näme {number} |\n" for number in range(100_000))

    tell_summary(file, text)
    tell_summary(file, text)

    assert file.stat().st_size <= MIB
    first = file.read_text("utf-8").partition(SUMMARY_NOTE)[0]
    assert text.startswith(first.rstrip("\n") + "\n")
    assert len(first.encode()) > SUMMARY - 200


def test_an_output_may_hold_what_looks_like_its_end(tmp_path: Path) -> None:
    file = tmp_path / "output"

    tell_outputs(file, {"verdict": "fail", "report-path": "a\nend-0\nverdict=pass"})

    lines = file.read_text("utf-8").splitlines()
    assert lines[0].startswith("verdict<<end-")
    assert lines[1:3] == ["fail", lines[0].partition("<<")[2]]
    assert lines[-1] == lines[3].partition("<<")[2]
    assert lines[4:-1] == ["a", "end-0", "verdict=pass"]
    assert len(lines[0]) > 40
