"""The entry is seen late: the first reads in a document do not see what another one wrote."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import count, full_name
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule

READS = 1


def condition(setting: str = "") -> Condition:
    """`storage-late` hides it from the first read of each document, `storage-late:3` from three."""
    reads = count("storage-late", setting, default=READS)
    return storage_condition(
        full_name("storage-late", setting),
        "runner.storage.first",
        "storage.reads",
        StorageRule(late_reads=reads),
        stored=BY_SERVER,
        emulated="a script hides the entry from the first reads",
    )
