"""Waits for the deployment that is meant: until the app answers, and says that it is that commit.

A preview is announced before it is ready, and an alias goes on serving the build before. What does
not pass by waiting (a login, a bot challenge, a mistake of the person) is not waited for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from harness.errors import BadSetting, NotTheApp, Protected, TargetUnreachable
from harness.profile.profile import Profile
from harness.stage.preflight import Arrival

T = TypeVar("T")
# Between two looks: short at first, for most are ready soon.
FIRST_S, LONGEST_S = 1.0, 10.0
# As many signs of a commit as Git shows.
SHORTEST = 7


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, and the time: `now_s` is monotonic, `sleep_s` lets it pass."""

    limit_s: float
    now_s: Callable[[], float]
    sleep_s: Callable[[float], None]


def until_deployed(
    look: Callable[[], Arrival], *, commit: str, patience: Patience, tell: Callable[[str], None]
) -> Arrival:
    """What was found when the app was there, and of that commit, '' for any. Who waits looks twice:
    a deployment that is ready too soon is there for one who looks once.

    Raises what `waited` does.
    """

    def right() -> Arrival:
        arrival = look()
        if commit and not is_same(commit, arrival.build):
            raise NotTheApp(_another(commit, arrival.build))
        return arrival

    def twice() -> Arrival:
        first = right()
        again = right() if patience.limit_s else first
        return replace(again, first_ms=first.first_ms)

    return waited(twice, patience=patience, tell=tell)


def waited(look: Callable[[], T], *, patience: Patience, tell: Callable[[str], None]) -> T:
    """What `look` finds, once it finds something.

    `tell` hears each new reason to wait. Raises Protected and NotDeployed at once;
    TargetUnreachable and NotTheApp, with what was last found, when the patience is over.
    """
    began_s, pause_s, told = patience.now_s(), FIRST_S, ""
    error: NotTheApp | TargetUnreachable
    while True:
        try:
            return look()
        except Protected:
            raise
        except (NotTheApp, TargetUnreachable) as found:
            error = found
        passed_s = patience.now_s() - began_s
        if passed_s + pause_s > patience.limit_s:
            waited = f" Waited for {passed_s:.0f} s." if patience.limit_s else ""
            raise type(error)(f"{error}{waited}") from error
        if str(error) != told:
            told = str(error)
            tell(f"waiting for the deployment, {patience.limit_s:.0f} s at most: {told}")
        patience.sleep_s(pause_s)
        pause_s = min(2 * pause_s, LONGEST_S)


def refuse_blind(commit: str, profile: Profile) -> None:
    """Raises BadSetting for a commit that cannot be compared: too short, or with a profile that
    does not say where the app names its own.
    """
    if not commit:
        return
    if len(commit) < SHORTEST:
        raise BadSetting(f"--expect-commit '{commit}' is too short: give {SHORTEST} signs or more.")
    if profile.health is None or not profile.health.commit:
        raise BadSetting(
            "--expect-commit needs to know where the app names its commit: the profile "
            f"'{profile.name}' has no health.path with health.commit."
        )


def is_same(one: str, other: str) -> bool:
    """Whether both name one commit; either may be cut short, to no less than seven signs."""
    one, other = one.lower(), other.lower()
    if min(len(one), len(other)) < SHORTEST:
        return False
    return one.startswith(other) or other.startswith(one)


def _another(commit: str, found: str) -> str:
    says = f"says that it is commit {found}" if found else "names no commit"
    return (
        f"The app {says}, and {commit} was expected: another deployment, or an alias that still "
        "serves the one before."
    )
