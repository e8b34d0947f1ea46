from harness.model.word import Layer
from harness.sentinel.sighting import Sighting, Watch


def test_a_layer_is_told_by_what_was_meant_for_it() -> None:
    """A fast path that the fallback hides counts against the fast path."""
    watch = Watch(
        2,
        (
            Sighting(0, Layer.SERVER, "server", 40),
            Sighting(0.5, Layer.STORAGE, "storage", 10),
            Sighting(1, Layer.STORAGE, "server", 50, "answered by server"),
            Sighting(1.5, Layer.STORAGE, "storage", 30),
        ),
        missed=1,
    )

    plain = watch.plain()

    assert list(plain["layers"]) == ["storage", "server"]
    assert plain["layers"]["storage"] == {"count": 3, "ready": 2, "median_ms": 20, "max_ms": 30}
    assert plain["layers"]["server"] == {"count": 1, "ready": 1, "median_ms": 40, "max_ms": 40}
    assert (plain["missed"], plain["ended"]) == (1, "")
    assert plain["loads"][2]["wrong"] == "answered by server"


def test_where_nothing_was_ready_no_time_is_told() -> None:
    plain = Watch(1, (Sighting(0, Layer.SERVER, "", 900, "error:server"),)).plain()

    assert plain["layers"]["server"] == {"count": 1, "ready": 0, "median_ms": None, "max_ms": None}
