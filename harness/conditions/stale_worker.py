"""A service worker of an earlier build answers for the runner, with that build's runner.

That runner knew storage only: it shows the session from there, and nothing otherwise. The app of
today never gets a word in, so what comes of it is none of its doing; what a runner must be,
rendered per request, is broken.
"""

from harness.conditions.condition import UNDECIDED, Condition
from harness.conditions.setting import refuse_setting
from harness.model.word import Capability


def condition(setting: str = "") -> Condition:
    """`stale-worker` takes no setting."""
    refuse_setting("stale-worker", setting)
    return Condition(
        name="stale-worker",
        line="runner.route.dynamic",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({"worker"}),
        apply=lambda wire: wire.stale_worker(),
        stored=UNDECIDED,
        empty=UNDECIDED,
    )
