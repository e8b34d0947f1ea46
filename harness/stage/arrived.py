"""What was found when the deployment was there, told to the processes that then play on it.

It travels as JSON in a variable of the environment; what it says stands in the run.
"""

import json
from collections.abc import Mapping

from harness.stage.preflight import Arrival

VARIABLE = "LAYERPROOF_ARRIVED"


def told(arrival: Arrival, *, url: str, deployment: str) -> dict[str, str]:
    """The variable with what was found at the URL, and the deployment's id where it is known."""
    said = {
        "url": url,
        "build": arrival.build,
        "deployment": deployment,
        "first_hit": f"{arrival.first_ms:.0f} ms" if arrival.way else "",
    }
    return {VARIABLE: json.dumps(said)}


def heard(environ: Mapping[str, str], *, url: str) -> Mapping[str, str]:
    """What was found at this URL; empty where nobody has looked before."""
    try:
        found = json.loads(environ.get(VARIABLE, "{}"))
    except ValueError:
        return {}
    if not isinstance(found, dict) or found.get("url") != url:
        return {}
    return {str(name): str(it) for name, it in found.items() if it and name != "url"}
