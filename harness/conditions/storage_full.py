"""Storage is full to its last character: what is there stays, nothing more can be written."""

from harness.conditions.condition import BY_STORAGE, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-full` takes no setting; the QuotaExceededError is the browser's own."""
    refuse_setting("storage-full", setting)
    return storage_condition(
        "storage-full",
        "runner.server.storage-full",
        "storage.access",
        StorageRule(access="full"),
        stored=BY_STORAGE,
    )
