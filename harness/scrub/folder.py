"""Everything in a folder without its secrets: what is kept of a run is read by many."""

from pathlib import Path

from harness.scrub.archive import scrub_file
from harness.scrub.scrub import Scrubber


def scrub_folder(folder: Path, scrubber: Scrubber) -> None:
    """Scrubs each file in the folder and below, archives member by member; raises NotSaved where
    one cannot be written anew, which is gone then.
    """
    for path in sorted(it for it in folder.rglob("*") if it.is_file() and not it.is_symlink()):
        scrub_file(path, scrubber)
