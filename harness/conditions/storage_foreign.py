"""The entry under this session's key is another session's, whole and valid."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`storage-foreign` takes no setting."""
    refuse_setting("storage-foreign", setting)
    rule = StorageRule(entry="foreign")
    return storage_condition(
        "storage-foreign", "runner.storage.refused", "storage.entry", rule, stored=BY_SERVER
    )
