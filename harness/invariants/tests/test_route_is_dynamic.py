from harness.invariants.route_is_dynamic import INVARIANT
from harness.invariants.tests.build import Tape, entry, loaded
from harness.model.word import Status


def test_no_store_passes() -> None:
    ruling = INVARIANT.judge(Tape().document(cache_control="private, no-store").ready().trace())

    assert ruling.status is Status.PASS


def test_nextjs_dynamic_rendering_passes() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(cache_control="private, no-cache, no-store, max-age=0, must-revalidate")
        .ready()
        .trace()
    )

    assert ruling.status is Status.PASS


def test_a_public_page_fails() -> None:
    ruling = INVARIANT.judge(
        Tape().document(cache_control="public, max-age=0, s-maxage=60").ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "may keep" in ruling.reason


def test_no_word_of_it_fails() -> None:
    ruling = INVARIANT.judge(Tape().document(content_type="text/html").ready().trace())

    assert ruling.status is Status.FAIL
    assert "does not forbid" in ruling.reason


def test_a_hit_of_the_edge_fails() -> None:
    ruling = INVARIANT.judge(
        Tape().document(cache_control="no-store", x_vercel_cache="HIT").ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "HIT" in ruling.reason


def test_an_old_answer_fails() -> None:
    ruling = INVARIANT.judge(Tape().document(cache_control="no-store", age="7").ready().trace())

    assert ruling.status is Status.FAIL
    assert "7 s old" in ruling.reason


def test_unseen_headers_are_unknown() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.UNKNOWN


def test_a_404_says_nothing() -> None:
    ruling = INVARIANT.judge(Tape().document(status=404).trace())

    assert ruling.status is Status.NA
