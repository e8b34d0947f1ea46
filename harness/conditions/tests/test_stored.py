from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.stored import storage_condition
from harness.conditions.wire import StorageRule


def test_it_claims_what_it_is_told_to_and_no_more() -> None:
    made = storage_condition("it", "line", "storage.reads", StorageRule(), stored=BY_STORAGE)

    assert made.claims == {"storage.reads"}
    assert made.needs == frozenset()
    assert made.empty == BY_SERVER
