"""Storage is blocked, as where a person forbids it to the site: every access throws SecurityError.

Whoever is signed in through `localStorage` is signed out by that. `storage-blocked:entries` leaves
everything else as it is, and throws only where an entry of the runner's is read or written.
"""

from harness.conditions.condition import BY_SERVER, Condition, in_error
from harness.conditions.setting import full_name, one_of
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule
from harness.model.word import ErrorKind


def condition(setting: str = "") -> Condition:
    """`storage-blocked` is `storage-blocked:everything`; `storage-blocked:entries` the entries."""
    everything = one_of("storage-blocked", setting, "everything", "entries") == "everything"
    end = in_error(ErrorKind.SIGNED_OUT) if everything else BY_SERVER
    return storage_condition(
        full_name("storage-blocked", setting),
        "runner.server.storage-full",
        "storage.access",
        StorageRule(access="throws" if everything else "entries-throw"),
        stored=end,
        empty=end,
        emulated="a script throws the browser's SecurityError",
    )
