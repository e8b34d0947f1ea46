"""What is left of a load run in its folder: the document, a page, and JUnit of its thresholds."""

from collections.abc import Callable, Iterable
from pathlib import Path

from harness.errors import UnknownName
from harness.measure.result import NAME, Tree, read, text
from harness.sentinel.sighting import Watch
from reports.load_run import junit, page
from reports.output import put

FORMATS: dict[str, Callable[[Tree, Path], Path]] = {"html": page.write, "junit": junit.write}


def keep(tree: Tree, watch: Watch | None, folder: Path) -> Tree:
    """The document with what real browsers saw, where any looked, and all that is made of it in
    the folder. Raises NotSaved.
    """
    if watch is not None:
        tree = {**tree, "browsers": watch.plain()}
        put(folder / NAME, text(tree))
    for write in FORMATS.values():
        write(tree, folder)
    return tree


def render(path: Path, formats: Iterable[str], into: Path | None) -> list[Path]:
    """A saved run again, in these formats or, without any, in every one; what was written. Raises
    UnknownName, BadRun, NotSaved.
    """
    file = document_at(path)
    tree, folder = read(file.read_text("utf-8")), into or file.parent
    chosen = list(formats) or list(FORMATS)
    for name in chosen:
        if name not in FORMATS:
            raise UnknownName("report format of a load run", name, FORMATS)
    return [FORMATS[name](tree, folder) for name in chosen]


def document_at(path: Path) -> Path:
    """Where a load run's document lies, or would."""
    return path / NAME if path.is_dir() else path


def is_load_run(path: Path) -> bool:
    """Whether a load run lies there."""
    return document_at(path).name == NAME and document_at(path).is_file()
