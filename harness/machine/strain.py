"""How long the pages' processes waited for a processor, as Linux counts it.

`/proc/<pid>/schedstat` holds three numbers: ns on a processor, ns runnable and waiting for one, and
time slices; of the main thread, which is where a page's scripts run
(https://docs.kernel.org/scheduler/sched-stats.html).
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
NS = 1e9
RENDERER = b"--type=renderer"


def renderers(under: int | None = None, proc: Path = PROC) -> tuple[float, float] | None:
    """Seconds run and seconds waited, of all renderers alive below the process (this one); None
    where the system does not count.
    """
    root = os.getpid() if under is None else under
    counted = [
        _seconds(proc / str(it)) for it in _below(root, proc) if _is_renderer(proc / str(it))
    ]
    known = [it for it in counted if it is not None]
    if not known:
        return None
    return sum(it[0] for it in known), sum(it[1] for it in known)


def _below(root: int, proc: Path) -> Iterator[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for folder in proc.glob("[0-9]*"):
        # A process may end between two looks at it.
        with suppress(OSError, ValueError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            children[int(fields[1])].append(int(folder.name))
    rest = list(children[root])
    while rest:
        it = rest.pop()
        yield it
        rest += children[it]


def _is_renderer(folder: Path) -> bool:
    with suppress(OSError):
        return RENDERER in (folder / "cmdline").read_bytes()
    return False


def _seconds(folder: Path) -> tuple[float, float] | None:
    with suppress(OSError, ValueError, IndexError):
        ran, waited = (folder / "schedstat").read_text().split()[:2]
        return int(ran) / NS, int(waited) / NS
    return None
