"""What a person may do in the middle of a start-up, once in a run, or leave: gates of their own,
which are open to choice from the moment when their click has led to something that is held.

    person:tab.close tab-2     closes that tab
    person:tab.reload tab-2    reloads it: the starter's page, or a runner
    person:link.offline        the link is gone; from then on `link:link.online` is a gate that
                               gives it back
    person:stay                none of these

What the app owes after such a thing: a tab that is closed owes nothing more, and a starter that was
closed or reloaded owes no runner any more. All else stands: whoever's runner's document has arrived
ends in ready or in an error within its deadline, also after a reload and without a link, and shows
nobody else's session; nothing is asked in a storm.
"""

from collections.abc import Iterator, Sequence

from harness.chromium.context import Context
from harness.chromium.driver import ChromiumDriver
from harness.chromium.tab import Tab
from harness.model.address import raw_id_in
from harness.race.step import ANYTHING, Gate, Step, Touch
from harness.racing.doors import Door, is_named

PERSON, LINK = "person", "link"
CLOSE, RELOAD, OFFLINE, ONLINE = "tab.close", "tab.reload", "link.offline", "link.online"
KINDS = (CLOSE, RELOAD, OFFLINE)
STAY = Gate(PERSON, "stay")
BACK = Gate(LINK, ONLINE)
# What each act of a person touches; whoever changes what they may do writes it.
OPTIONS = Touch(f"tab {PERSON}", writes=True)


def disrupts(gates: Sequence[str]) -> bool:
    """Whether a person may do any of it in a run at these gates. A pattern for everything (`*`)
    does not name it.
    """
    return any(_is_named(it, gates) for it in KINDS)


def options(driver: ChromiumDriver, gates: Sequence[str], *, runner: str) -> list[Door]:
    """What a person could do now, had they done nothing yet; `runner` is the profile's path of
    runners.
    """
    if not disrupts(gates):
        return []
    found = [it for at in driver.contexts for it in _acts(driver, at, gates, runner)]
    return [Door(STAY, lambda: None), *found]


def person_doors(
    driver: ChromiumDriver, could: Sequence[Door], done: Sequence[Step]
) -> Sequence[Door]:
    """What a person may do after these steps; `could` is what they could before their first."""
    acted = {it.gate for it in done if it.gate.actor in (PERSON, LINK)}
    if not acted:
        return could
    is_offline = any(it.name == OFFLINE for it in acted) and BACK not in acted
    return [Door(BACK, lambda: _set_link(driver, is_offline=False))] if is_offline else []


def touched_by(gate: Gate) -> frozenset[Touch]:
    """What a person's act is about, besides what it makes others tell."""
    if gate.actor not in (PERSON, LINK):
        return frozenset()
    kind, _, tab = gate.name.partition(" ")
    if kind in (OFFLINE, ONLINE):
        return frozenset({Touch(ANYTHING)})
    return frozenset({Touch(f"tab {tab}", writes=True)} if tab else ())


def _acts(
    driver: ChromiumDriver, context: Context, gates: Sequence[str], runner: str
) -> Iterator[Door]:
    if _is_named(OFFLINE, gates):
        yield Door(Gate(PERSON, OFFLINE), lambda: _set_link(driver, is_offline=True))
    for number, tab in enumerate(context.open_tabs()):
        if tab.is_crashed:
            continue
        if _is_named(CLOSE, gates):
            yield Door(Gate(PERSON, f"{CLOSE} {tab.name}"), lambda it=tab: context.close(it))  # type: ignore[misc] # bound now
        if _is_named(RELOAD, gates) and _may_reload(tab, runner, is_first=number == 0):
            yield Door(Gate(PERSON, f"{RELOAD} {tab.name}"), lambda it=tab: context.reload(it))  # type: ignore[misc] # bound now


def _may_reload(tab: Tab, runner: str, *, is_first: bool) -> bool:
    """Whether it shows what can be loaded again; a tab that is on its way elsewhere does not."""
    return not tab.is_held and (is_first or raw_id_in(tab.url, runner) != "")


def _set_link(driver: ChromiumDriver, *, is_offline: bool) -> None:
    for it in driver.contexts:
        it.set_link(is_offline=is_offline)


def _is_named(kind: str, gates: Sequence[str]) -> bool:
    return is_named(kind, [it for it in gates if it != "*"])
