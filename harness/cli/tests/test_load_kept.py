from pathlib import Path

import pytest

from harness.cli.app import main
from harness.cli.load_kept import keep
from harness.measure.book import Book, Key
from harness.measure.health import Health
from harness.measure.result import NAME, Facts, Verdict, document, read, text
from harness.measure.timeline import Timeline
from harness.model.word import Layer, Status
from harness.sentinel.sighting import Sighting, Watch

FACTS = Facts("http://127.0.0.1:1", "mock", "mixed", 0.2, {}, "2026-03-01T12:00:00", 60.0, 9, 0)


def test_what_browsers_saw_stands_in_the_document_and_on_the_page(tmp_path: Path) -> None:
    book, timeline = Book(), Timeline()
    index = book.load(Key("server", "mixed"), 20_000, 20_000)
    timeline.load(0.5, "server", index, ready=True)
    verdict = Verdict(Status.PASS, "kept")
    tree = document(FACTS, book, timeline, held=(), health=Health(), verdict=verdict)
    watch = Watch(0.5, (Sighting(0.2, Layer.SERVER, "server", 321.0),), missed=3)

    kept = keep(tree, watch, tmp_path)

    written = read((tmp_path / NAME).read_text("utf-8"))
    assert written["browsers"] == kept["browsers"]
    assert written["browsers"]["loads"][0]["took_ms"] == 321.0
    page = (tmp_path / "load.html").read_text("utf-8")
    assert "321 ms in a real browser" in page
    assert "3 loads could not be begun in time" in page
    assert (tmp_path / "junit.xml").exists()


def test_where_nobody_looked_the_document_stays_as_it_was(tmp_path: Path) -> None:
    verdict = Verdict(Status.PASS, "kept")
    tree = document(FACTS, Book(), Timeline(), held=(), health=Health(), verdict=verdict)

    assert keep(tree, None, tmp_path) == tree
    assert "In a real browser" not in (tmp_path / "load.html").read_text("utf-8")


def test_a_saved_load_run_is_rendered_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = Verdict(Status.PASS, "kept")
    tree = document(FACTS, Book(), Timeline(), held=(), health=Health(), verdict=verdict)
    (tmp_path / NAME).write_text(text(tree), "utf-8")

    assert main(["report", str(tmp_path)]) == 0
    assert (
        main(["report", str(tmp_path / NAME), "--format", "html", "--into", f"{tmp_path}/x"]) == 0
    )

    assert (tmp_path / "junit.xml").exists()
    assert [it.name for it in (tmp_path / "x").iterdir()] == ["load.html"]
    assert "load.html" in capsys.readouterr().out
    assert main(["report", str(tmp_path), "--format", "markdwn"]) == 2
