"""Somebody else is signed in than the one whose session is opened, and whose entry is there."""

from harness.conditions.condition import Condition, in_error
from harness.conditions.setting import full_name
from harness.conditions.wire import AuthRule
from harness.model.word import Capability, ErrorKind

STRANGER = "stranger"


def condition(setting: str = "") -> Condition:
    """`foreign-user` is the profile's visitor 'stranger'; `foreign-user:colleague` another one.

    The end is that of a visitor who may not read the session; which of them may, the profile says.
    """
    visitor = setting or STRANGER
    return Condition(
        name=full_name("foreign-user", setting),
        line="runner.session.own",
        needs=frozenset({Capability.SIGN_IN}),
        claims=frozenset({"auth.visitor"}),
        apply=lambda wire: wire.auth(AuthRule(visitor=visitor)),
        stored=in_error(ErrorKind.FORBIDDEN),
        empty=in_error(ErrorKind.FORBIDDEN),
    )
