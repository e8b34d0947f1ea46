"""The token in the browser has expired. It can be renewed, or (`auth-expired:for-good`) cannot.

`auth-expired:unnoticed` can be renewed, too, but only the server knows that it has to be: the
machine's clock is slow, or the server forgot the token early.
"""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import full_name, one_of
from harness.conditions.wire import AuthRule
from harness.model.word import Capability, ErrorKind

_TOKENS = {"renewable": "expired", "unnoticed": "unnoticed", "for-good": "revoked"}


def condition(setting: str = "") -> Condition:
    """`auth-expired` is `auth-expired:renewable`; with `:for-good` renewing is refused."""
    how = one_of("auth-expired", setting, "renewable", "unnoticed", "for-good")
    renewable = how != "for-good"
    rule = AuthRule(token=_TOKENS[how])
    return Condition(
        name=full_name("auth-expired", setting),
        line="runner.server.bearer" if renewable else "runner.error.signed-out",
        needs=frozenset() if how == "renewable" else frozenset({Capability.SEED}),
        claims=frozenset({"auth.token"}),
        apply=lambda wire: wire.auth(rule),
        stored=BY_STORAGE,
        empty=BY_SERVER if renewable else in_error(ErrorKind.SIGNED_OUT),
    )
