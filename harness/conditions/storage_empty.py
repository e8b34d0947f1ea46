"""Storage has no entry: it is removed before the runner reads it."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-empty` takes no setting."""
    refuse_setting("storage-empty", setting)
    rule = StorageRule(entry="empty")
    return storage_condition(
        "storage-empty", "runner.server.shown", "storage.entry", rule, stored=BY_SERVER
    )
