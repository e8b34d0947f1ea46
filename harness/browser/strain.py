"""How hard it is for the pages of this process's browsers to get a processor."""

from harness.machine.strain import renderers
from harness.model.strain import Strain


def pages_strain() -> Strain | None:
    """Of all pages that are there now, since they began; None where the system does not count."""
    counted = renderers()
    return Strain(*counted) if counted else None
