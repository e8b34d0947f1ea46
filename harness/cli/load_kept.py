"""What is left of a load run in its folder: the document, a page, and JUnit of its thresholds."""

from pathlib import Path

from harness.measure.result import NAME, Tree, text
from harness.sentinel.sighting import Watch
from reports.load_run import junit, page
from reports.output import put


def keep(tree: Tree, watch: Watch | None, folder: Path) -> Tree:
    """The document with what real browsers saw, where any looked, and all that is made of it in
    the folder. Raises NotSaved.
    """
    if watch is not None:
        tree = {**tree, "browsers": watch.plain()}
        put(folder / NAME, text(tree))
    page.write(tree, folder)
    junit.write(tree, folder)
    return tree
