"""Nobody is signed in, though the entry of whoever was is still there."""

from harness.conditions.condition import Condition, in_error
from harness.conditions.setting import refuse_setting
from harness.conditions.wire import AuthRule
from harness.model.word import Capability, ErrorKind


def condition(setting: str = "") -> Condition:
    """`signed-out` takes no setting."""
    refuse_setting("signed-out", setting)
    return Condition(
        name="signed-out",
        line="runner.error.signed-out",
        needs=frozenset({Capability.SIGN_IN}),
        claims=frozenset({"auth.token", "auth.visitor"}),
        apply=lambda wire: wire.auth(AuthRule(visitor="nobody")),
        stored=in_error(ErrorKind.SIGNED_OUT),
        empty=in_error(ErrorKind.SIGNED_OUT),
    )
