"""A flaky network: a share of the session requests is reset, the same ones in every run.

Dice with a seed are thrown in the browser, one throw a request, so the server hears nothing of
those that fail. The default's throws are: fails, well, well, fails, well, well, well, well, fails.
"""

import random

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition, in_error
from harness.conditions.setting import count, full_name, share
from harness.conditions.wire import Fault
from harness.model.word import Capability, ErrorKind, Role

SHARE = 0.3
SEED = 1
# contract.md, "Runner": at most 3 attempts.
ATTEMPTS = 3


def condition(setting: str = "") -> Condition:
    """`flaky` loses 30 % with seed 1; `flaky:50%` another share, `flaky:50%@7` with seed 7."""
    asked, _, seed_text = setting.partition("@")
    lost = share("flaky", asked, default=SHARE)
    seed = count("flaky", seed_text, default=SEED)
    fault = Fault(Role.SESSION, reset=True, probability=lost, seed=seed)
    return Condition(
        name=full_name("flaky", setting),
        line="runner.server.attempts",
        needs=frozenset({Capability.ROUTES}),
        claims=frozenset({"fault.session"}),
        apply=lambda wire: wire.fault(fault),
        stored=BY_STORAGE,
        empty=BY_SERVER if _one_passes(lost, seed) else in_error(ErrorKind.NETWORK),
        emulated="the browser's end of the connection fails; the server hears nothing",
    )


def _one_passes(lost: float, seed: int) -> bool:
    """Whether one of a first load's attempts gets through."""
    dice = random.Random(seed)
    return any(dice.random() >= lost for _ in range(ATTEMPTS))
