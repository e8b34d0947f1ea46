from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reports import markdown
from reports.tests import sample
from reports.tests.sample import HOSTILE, a_finding

MIB = 1024 * 1024


def test_the_verdict_comes_first(tmp_path: Path) -> None:
    lines = markdown.render(sample.failing(tmp_path)).splitlines()

    assert lines[0] == "## ✗ FAIL"
    assert lines[2].startswith("The server layer is dead")


def test_the_matrix_has_a_row_a_starter(tmp_path: Path) -> None:
    text = markdown.render(sample.failing(tmp_path))

    assert "| org | ✓ works (2 of 2) | ✗ dead (0 of 2) |" in text
    assert "| student | ◌ seen (2 of 2) | ○ not tested |" in text


def test_findings_are_told_with_their_command(tmp_path: Path) -> None:
    text = markdown.render(sample.failing(tmp_path))

    wrong, _, rest = text.partition("### What could not be found out")
    assert wrong.count("**") == 6
    assert wrong.count("seen 1 of 3 (flaky)") == 1
    assert f"`{sample.REPEAT}`" in wrong
    assert "accepted: until 2027" in rest


def test_any_number_of_findings_fits_a_step_summary(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)
    many = tuple(a_finding(f"i-{n}", reason="x" * 5_000) for n in range(3_000))

    text = markdown.render(replace(saved, run=replace(saved.run, findings=many)))

    assert len(text.encode()) < MIB
    assert "more, in the report" in text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    page = MarkdownIt("gfm-like", {"linkify": False}).render(
        markdown.render(sample.hostile(tmp_path))
    )

    assert "<script" not in page
    assert "<img" not in page
    assert page.count("<table>") == 2


@pytest.mark.parametrize("text", ["a `b` c", "``", "`x", HOSTILE])
def test_a_command_is_shown_as_it_is(text: str) -> None:
    page = MarkdownIt().render(markdown.code(text))

    assert page.count("<code>") == 1
    assert "<script" not in page


@pytest.mark.parametrize("kind", sample.KINDS)
def test_every_run_can_be_written(kind: str, tmp_path: Path) -> None:
    path = markdown.write(sample.KINDS[kind](tmp_path), tmp_path)

    assert path.read_text("utf-8").startswith("## ")


def test_no_scenario_is_no_zero(tmp_path: Path) -> None:
    text = markdown.render(sample.empty(tmp_path))

    assert "no scenario ran" in text
    assert "| starter |" not in text


def test_what_is_left_behind_is_told_with_its_mark(tmp_path: Path) -> None:
    saved = sample.passing(tmp_path)
    left = replace(saved.run, cleaned=20, tag="Layerproof/1 (run r)")

    assert "Left behind: 1 session; " in markdown.render(replace(saved, run=left))
    assert "Layerproof/1 (run r)" in markdown.render(replace(saved, run=left))
    assert "behind" not in markdown.render(saved)


def test_each_outcome_of_a_race_is_a_row_the_failing_first(tmp_path: Path) -> None:
    text = markdown.render(sample.raced(tmp_path))

    rows = [it for it in text.splitlines() if "s1.0a1b2c3d" in it and it.startswith("|")]
    assert rows[0] == "| org | ✗ stuck; breaks is-ready | 1 of 3 | `s1.0a1b2c3d.2cdab` |"
    assert [it.split("|")[1].strip() for it in rows] == ["org", "org", "student", "admin"]
    assert "3 left out as equivalent" in text
    assert "`layerproof race --starter org --replay s1.0a1b2c3d.2cdab`" in text
    assert "script: `repro/order-org.py`" in text
    assert "races" not in markdown.render(sample.passing(tmp_path))


def test_an_address_can_be_copied(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)
    target = {"name": "mock", "url": "http://127.0.0.1:8931/a_b"}

    text = markdown.render(replace(saved, run=replace(saved.run, target=target)))

    assert "`http://127.0.0.1:8931/a_b`" in text
    assert "http\\:" not in text.partition("###")[0]


def test_a_comparison_is_told_and_what_it_lacks(tmp_path: Path) -> None:
    text = markdown.render(sample.beside(tmp_path))

    assert "### Beside `http://127.0.0.1:9`, 20 pairs of loads" in text
    assert "✗ worse" in text
    assert "120 ms → 171 ms" in text
    assert "Only one side has" in text
    assert "Beside" not in markdown.render(sample.passing(tmp_path / "other"))
