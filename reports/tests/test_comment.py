import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from reports import comment
from reports.tests import sample
from reports.tests.sample import FAIL, PASS, a_finding

PAGE = "https://github.com/octo-org/preview-app/actions/runs/42"
CALL = re.compile(r"@[A-Za-z0-9]|#\d|GH-\d")


def shown(text: str) -> str:
    """The text's words as a person sees them."""
    page = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    return re.sub(r"<[^>]+>", "", page)


def test_answer_matrix_and_causes_are_there(tmp_path: Path) -> None:
    text = comment.render(sample.failing(tmp_path), commit="6dcb09b5b57875f3", page=PAGE)

    assert text.startswith("### Layerproof: ✗ FAIL\n")
    assert "| org | ✓ works (2 of 2) | ✗ dead (0 of 2) |" in text
    assert text.count("\n- ✗ **") == 3
    assert text.endswith(f"[Job, report and recording of 6dcb09b5b578]({PAGE})\n")
    assert "Since the base" not in text


def test_without_a_page_there_is_no_link(tmp_path: Path) -> None:
    assert "](" not in comment.render(sample.passing(tmp_path), commit="6dcb09b5b57875f3")


def test_what_changed_since_the_base_is_told(tmp_path: Path) -> None:
    base, now = sample.passing(tmp_path / "base"), sample.failing(tmp_path / "now")
    played = (*base.run.checks, *(replace(it, status=PASS) for it in now.run.checks))
    old = a_finding("old", reason="It was slow.", checks=(now.run.checks[1].id,))
    base = replace(base, run=replace(base.run, checks=played, findings=(old,)))
    new = a_finding("new", reason="It is stuck.", checks=(now.run.checks[2].id,))
    now = replace(now, run=replace(now.run, findings=(new, *now.run.findings)))

    text = comment.render(now, base=base)

    _, _, changed = text.partition("#### Since the base run of build a1b2c3d\n")
    assert "- ✗ new: It is stuck. (org × server under storage-empty)\n" in changed
    assert "- ✓ gone: It was slow. (org × server under storage-empty)\n" in changed
    assert "- org × server: ✓ works → ✗ dead\n" in changed
    assert "? wrong here, not played in the base run" in changed


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)

    assert "Nothing changed: 3 known causes." in comment.render(saved, base=saved)


def test_a_run_that_was_cut_short_is_not_compared(tmp_path: Path) -> None:
    saved, base = sample.failing(tmp_path / "a"), sample.interrupted(tmp_path / "b")

    assert "Not compared: one of the two runs was ended" in comment.render(saved, base=base)


@pytest.mark.parametrize("name", ["@octocat", "@octo-org/team", "#12", "GH-12", "octo-org/app#3"])
def test_nobody_is_called(tmp_path: Path, name: str) -> None:
    saved = sample.failing(tmp_path)
    finding = a_finding(
        "i", reason=f"{name} says `{name}`", repeat=f"layerproof {name}", cause=name
    )
    run = replace(
        saved.run,
        verdict_reason=f"Because of {name}",
        findings=(finding,),
        matrix=(replace(saved.run.matrix[0], starter=name),),
        target={"name": name, "base_url": f"http://{name}"},
    )

    page = shown(comment.render(replace(saved, run=run)))

    assert not CALL.findall(page)
    assert name in page.replace(comment.SILENT, "")


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    saved = sample.hostile(tmp_path)

    page = MarkdownIt("gfm-like", {"linkify": False}).render(comment.render(saved, base=saved))

    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("kind", sample.KINDS)
def test_every_run_can_be_told(kind: str, tmp_path: Path) -> None:
    assert comment.render(sample.KINDS[kind](tmp_path)).startswith("### Layerproof: ")


def test_no_finding_is_dropped_in_silence(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)
    many = tuple(a_finding(f"i-{number}", status=FAIL) for number in range(30))

    text = comment.render(replace(saved, run=replace(saved.run, findings=many)))

    assert text.count("\n- ✗ **") == comment.MOST
    assert "… and 25 more, in the report." in text
