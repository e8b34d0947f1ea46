"""`layerproof firestore-proxy` as a hand on the database of an app that is only an address."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from harness.backend.control import ControlPlane
from harness.backend.fault import database_fault
from harness.backend.mock import SECRET_VARIABLE
from harness.errors import BackendLost, BadSetting, TargetUnreachable, UsageError
from harness.stage.backend import DatabaseFault

# What a proxy's control plane says that it is.
FIRESTORE_PROXY = "firestore-proxy"
# What the ids of faults begin with that are a scenario's: others' rules are left alone.
_OWN = "scenario-"


def proxy_control(url: str, environ: Mapping[str, str]) -> ControlPlane:
    """The control plane of the proxy at that address, which the caller closes.

    Raises BadSetting where the secret is not set or something else answers, TargetUnreachable where
    nothing does.
    """
    secret = environ.get(SECRET_VARIABLE, "")
    if not secret:
        raise BadSetting(f"--firestore-proxy needs {SECRET_VARIABLE}. Set it as the proxy said.")
    control = ControlPlane(url, secret)
    try:
        kind = control.state().get("kind")
    except BackendLost as error:
        control.close()
        raise TargetUnreachable(
            f"--firestore-proxy {url}: no proxy that knows this secret answers there. Start "
            "`layerproof firestore-proxy`, and take the address and the secret that it prints."
        ) from error
    if kind != FIRESTORE_PROXY:
        control.close()
        raise BadSetting(f"--firestore-proxy {url}: what answers there is no firestore-proxy.")
    return control


def sweep(control: ControlPlane) -> None:
    """Takes away what scenarios of a run that was killed have left at the proxy."""
    for it in control.faults():
        if str(it["id"]).startswith(_OWN):
            control.remove_fault(str(it["id"]))


class ProxiedDatabase:
    """One scenario's hand on the database. Everybody who uses the app meets its faults, so that
    only a scenario that plays `alone` may have them.
    """

    def __init__(self, control: ControlPlane, *, alone: bool) -> None:
        self._control = control
        self._alone = alone
        self._ids: list[str] = []

    def disturb(self, fault: DatabaseFault) -> None:
        """Adds the fault at the proxy; raises UsageError in a scenario that others play beside."""
        if not self._alone:
            raise UsageError(
                "disturb_database() would hit the scenarios that are played beside this one. "
                "Mark it @needs(Capability.DATABASE_FAULTS): then it plays alone."
            )
        named = replace(database_fault(fault), id=f"{_OWN}{secrets.token_hex(6)}")
        self._ids += self._control.add_faults([named])

    def calm(self) -> None:
        """Takes every fault away that was added here, if there were any."""
        while self._ids:
            self._control.remove_fault(self._ids[-1])
            self._ids.pop()
