"""The entry is JSON without a field that the payload must have."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-wrong-shape` takes no setting."""
    refuse_setting("storage-wrong-shape", setting)
    rule = StorageRule(entry="wrong-shape")
    return storage_condition(
        "storage-wrong-shape", "runner.storage.refused", "storage.entry", rule, stored=BY_SERVER
    )
