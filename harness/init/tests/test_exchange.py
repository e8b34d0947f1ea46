from harness.init.exchange import holds, leaves, parsed, tables
from harness.init.tests.seen import asked


def test_each_value_has_its_dotted_path() -> None:
    tree = parsed('{"a": {"b": 1}, "c": [true, {"d": null}]}')

    assert dict(leaves(tree)) == {"a.b": 1, "c.0": True, "c.1.d": None}
    assert [path for path, _ in tables(tree)] == ["", "a"]


def test_what_is_no_json_has_no_values() -> None:
    assert parsed("<!doctype html>") is None
    assert parsed(None) is None
    assert not holds(parsed(""), "x")


def test_a_value_is_held_however_deep() -> None:
    assert holds({"a": [{"b": "x"}]}, "x")
    assert not holds({"x": "a"}, "x")


def test_a_read_is_no_write() -> None:
    assert asked("GET", "/api/x").reads
    assert not asked("POST", "/api/x").reads
    assert not asked("POST", "/api/x", status=503).went_well
