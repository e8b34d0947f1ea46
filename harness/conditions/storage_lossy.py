"""A write of the entry comes to nothing: no error, and nothing is there when it is read back."""

from harness.conditions.condition import BY_STORAGE, Condition
from harness.conditions.setting import count, full_name
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule

WRITES = 1


def condition(setting: str = "") -> Condition:
    """`storage-lossy` loses the first write of each document, `storage-lossy:2` the first two."""
    writes = count("storage-lossy", setting, default=WRITES)
    return storage_condition(
        full_name("storage-lossy", setting),
        "starter.read-back",
        "storage.writes",
        StorageRule(lost_writes=writes),
        stored=BY_STORAGE,
        emulated="a script swallows the write",
    )
