from pathlib import Path

import pytest

from harness.errors import UnknownName
from reports.registry import USUAL, write_all, writers
from reports.tests import sample


def test_every_format_is_found_by_its_name() -> None:
    assert list(writers()) == ["allure", "html", "json", "junit", "markdown"]


def test_the_usual_formats_are_written_into_one_folder(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)

    made = write_all(saved, saved.folder)

    assert set(made) == set(USUAL)
    assert all(it.is_file() and it.parent == saved.folder for it in made.values())


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    saved = sample.empty(tmp_path / "out")

    with pytest.raises(UnknownName, match="Did you mean 'html'"):
        write_all(saved, tmp_path / "into", formats=["json", "htm"])

    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize("kind", sample.KINDS)
def test_every_run_can_be_written_in_every_format(kind: str, tmp_path: Path) -> None:
    made = write_all(sample.KINDS[kind](tmp_path), tmp_path / "into", formats=writers())

    assert all(it.exists() for it in made.values())
