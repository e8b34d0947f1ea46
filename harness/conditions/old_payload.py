"""The entry was written by an earlier build: it has what the profile says that build wrote."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def condition(setting: str = "") -> Condition:
    """`old-payload` takes no setting."""
    refuse_setting("old-payload", setting)
    rule = StorageRule(entry="old")
    return storage_condition(
        "old-payload", "runner.storage.refused", "storage.entry", rule, stored=BY_SERVER
    )
