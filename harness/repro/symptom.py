"""The one assertion that a script ends with: the finding's symptom, seen from outside.

In the script `tab` is the runner's, `asked` every request with its answer (`Asked`), `ended` how
the load ended.
"""

from collections.abc import Callable

from harness.model.run import Finding
from harness.profile.profile import Profile
from harness.repro.condition import part_of
from harness.repro.part import Part, Place

Lines = tuple[str, ...]
READY: Lines = (
    "if ended != 'ready':",
    "    return fail(f'the interview is not shown: the load ended {ended}')",
)
SOUND = ("return 0",)


def check_of(finding: Finding, profile: Profile) -> tuple[list[Part], Lines] | None:
    """What must be put in place for it, and the check; None where no script can see it."""
    fits = [it for it in CHECKS if finding.line == it or finding.line.startswith(f"{it}.")]
    if fits:
        return CHECKS[max(fits, key=len)](finding, profile)
    return ([], (*READY, *SOUND)) if finding.rank == 1 else None


def _looked_up(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    return [_nothing_stored(_profile)], (
        "gone = [it for it in asked if it.is_session and it.status in (400, 404)]",
        "if gone:",
        "    return fail(f'the server does not know the id in {tab.url}: {gone[0]}')",
        *READY,
        *SOUND,
    )


def _bearer(_finding: Finding, profile: Profile) -> tuple[list[Part], Lines]:
    return [_nothing_stored(profile)], (
        "bare = [it for it in asked if it.is_session and not it.bearer]",
        "if bare:",
        "    return fail(f'no bearer token in {bare[0]}')",
        *READY,
        *SOUND,
    )


def _stored(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    refuse = "context.route(SESSION, lambda route: route.fulfill(status=503, body=''))"
    return [Part("the server gives no session", Place.SETTING, (refuse,), needed=True)], (
        "if ended != 'ready':",
        "    return fail('what the starter stored is no use without the server')",
        *SOUND,
    )


def _waits(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    hold = ("context.route(START, hold)",)
    return [Part("the answer to start takes its time", Place.SETTING, hold, needed=True)], (
        "begun = [it for it in asked if it.kind == 'start']",
        "if opened_at and begun and (not answered_at or opened_at < answered_at):",
        "    return fail('the tab was sent on before start was answered')",
        "return 0 if opened_at and begun else 3",
    )


def _once(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    return [Part("the person clicks twice", Place.SETTING, ("clicks = 2",), needed=True)], (
        "made = [it for it in asked if it.is_create]",
        "if len(made) > 1:",
        "    return fail(f'{len(made)} sessions were made by one act')",
        *("return 0 if made else 3",),
    )


def _reported_once(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    return [], (
        "tab.wait_for_timeout(1_000)",
        "told = [it for it in asked if it.is_telemetry]",
        "if len(told) > 1:",
        "    return fail(f'one load was reported {len(told)} times')",
        *("return 0 if told else 3",),
    )


def _nothing_stored(profile: Profile) -> Part:
    found = part_of("storage-empty", profile)
    assert found is not None
    return found


def _shown(_finding: Finding, _profile: Profile) -> tuple[list[Part], Lines]:
    return [], (*READY, *SOUND)


Check = Callable[[Finding, Profile], tuple[list[Part], Lines]]
# Beginning of a line's id; the longest that fits decides.
CHECKS: dict[str, Check] = {
    "server.lookup": _looked_up,
    "runner.server.bearer": _bearer,
    "starter.storage": _stored,
    "starter.waits": _waits,
    "starter.database": _waits,
    "starter.double-click": _once,
    "telemetry.once": _reported_once,
    "runner.server.shown": _shown,
    "runner.server.storage-full": _shown,
    "starter.storage-failed": _shown,
    "runner.stuck": _shown,
    "runner.blank": _shown,
}
