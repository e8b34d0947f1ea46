"""Storage is blocked, as where a person forbids it to the site: every access throws SecurityError.

An app whose sign-in is in `localStorage` and nowhere else signs everybody out by that, and has no
caller for its server layer. `storage-blocked:entries` leaves everything else as it is, and throws
only where an entry of the runner's is read or written.
"""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import full_name, one_of
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-blocked` is `storage-blocked:everything`; `storage-blocked:entries` the entries."""
    everything = one_of("storage-blocked", setting, "everything", "entries") == "everything"
    return storage_condition(
        full_name("storage-blocked", setting),
        "runner.server.storage-full",
        "storage.access",
        StorageRule(access="throws" if everything else "entries-throw"),
        stored=BY_SERVER,
        emulated="a script throws the browser's SecurityError",
    )
