"""A judged run without the secrets that it was told, before anything is made of it.

It is judged as it was recorded, because what masks a secret may hide a difference. Then all that is
kept is rewritten, the head too, so that every report is made of what may be seen.
"""

import os
from dataclasses import replace

from harness.plugin.proof import Proof
from harness.runs.saved import SavedRun, open_run
from harness.runs.whole import sizes
from harness.runs.writer import save_head
from harness.scrub.folder import scrub_folder
from harness.scrub.scrub import Scrubber
from harness.scrub.secret import secrets


def cleared(judged: SavedRun, proof: Proof) -> SavedRun:
    """The run with every known secret masked wherever it stands; a run that was told none is as it
    was. Raises NotSaved.
    """
    known = secrets(proof.profile, os.environ, proof.options.settings.plain_headers)
    if not known:
        return judged
    folder = judged.folder
    # How long each file is changes; until that is known, nothing is said of it.
    save_head(folder, replace(judged.run, kept={}))
    scrub_folder(folder, Scrubber(known))
    seen = open_run(folder)
    save_head(folder, replace(seen.run, kept=sizes(folder)))
    return open_run(folder)
