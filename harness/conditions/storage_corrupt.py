"""The entry is no JSON, as after a write that was cut short."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-corrupt` takes no setting."""
    refuse_setting("storage-corrupt", setting)
    rule = StorageRule(entry="corrupt")
    return storage_condition(
        "storage-corrupt", "runner.storage.refused", "storage.entry", rule, stored=BY_SERVER
    )
