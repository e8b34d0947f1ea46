import pytest

from harness.errors import BadSetting
from harness.firestore_proxy.address import Address, address


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":8081", Address("127.0.0.1", 8081)),
        ("localhost:0", Address("localhost", 0)),
        ("[::1]:80", Address("::1", 80)),
        ("http://127.0.0.1:9/", Address("127.0.0.1", 9)),
    ],
)
def test_an_address_is_on_this_machine(text: str, found: Address) -> None:
    assert address(text, flag="--listen") == found
    assert address(str(found), flag="--listen") == found


@pytest.mark.parametrize("text", ["8081", "", ":", ":x", "a:70000", "http://a/b:1"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadSetting, match="--upstream"):
        address(text, flag="--upstream", allowed=["a"])


@pytest.mark.parametrize("text", ["0.0.0.0:1", "[::]:1", "firestore:8080", "192.0.2.1:8080"])
def test_another_machine_has_to_be_meant(text: str) -> None:
    with pytest.raises(BadSetting, match=r"is not this machine.*--allow-host"):
        address(text, flag="--listen", allowed=["firestor"])

    host = text.rpartition(":")[0].strip("[]")
    assert address(text, flag="--listen", allowed=[host]).host == host
