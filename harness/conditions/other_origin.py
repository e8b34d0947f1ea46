"""The runner is on another host than the starter: apex and www, alias and deployment.

Nothing that was stored on one origin is there on the other, the sign-in included: the empty tab of
which this project was born. The server sends a request for the runner on to the other host.
"""

from harness.conditions.condition import Condition, in_error
from harness.conditions.setting import refuse_setting
from harness.model.word import Capability, ErrorKind


def condition(setting: str = "") -> Condition:
    """`other-origin` takes no setting; the profile's `hosts.other` is the other host."""
    refuse_setting("other-origin", setting)
    return Condition(
        name="other-origin",
        line="starter.origin",
        needs=frozenset({Capability.ROUTES, Capability.OTHER_ORIGIN}),
        claims=frozenset({"host"}),
        apply=lambda wire: wire.runner_host("other"),
        stored=in_error(ErrorKind.SIGNED_OUT),
        empty=in_error(ErrorKind.SIGNED_OUT),
    )
