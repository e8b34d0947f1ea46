from harness.load.entry import decode, encode, key_of
from harness.load.tests.test_loader import TABLE
from harness.load.tests.world import RULES
from harness.model.rules import Rules

PAYLOAD = TABLE["payload"]


def test_what_is_written_is_read_back() -> None:
    assert decode(encode("ada", PAYLOAD, RULES), "abc", "ada", RULES).payload == PAYLOAD


def test_a_profile_may_keep_the_payload_alone() -> None:
    bare = Rules(entry_key="s-{id}", entry_payload="", entry_reader="")

    assert key_of("abc", bare) == "s-abc"
    assert decode(encode("ada", PAYLOAD, bare), "abc", None, bare).payload == PAYLOAD
