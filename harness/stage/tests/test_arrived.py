from harness.stage.arrived import VARIABLE, heard, told
from harness.stage.preflight import Arrival

URL = "https://app.example.test"


def test_what_was_found_is_heard_by_who_plays_there() -> None:
    arrival = Arrival("0123456", first_ms=1_234.4, way="fra1::iad1::x")

    said = told(arrival, url=URL, deployment="dpl_1")

    assert heard(said, url=URL) == {
        "build": "0123456",
        "deployment": "dpl_1",
        "first_hit": "1234 ms",
    }


def test_nobody_else_hears_it() -> None:
    said = told(Arrival("0123456"), url=URL, deployment="")

    assert heard(said, url="https://other.example.test") == {}
    assert heard({}, url=URL) == {}
    assert heard({VARIABLE: "no json"}, url=URL) == {}
    assert heard(said, url=URL) == {"build": "0123456"}, "no hosting, no first hit"
