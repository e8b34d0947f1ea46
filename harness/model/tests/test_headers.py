from itertools import count

from harness.model.headers import Headers


def test_one_value_is_asked_for_each_time() -> None:
    numbers = count(1)
    headers = Headers({"x-a": "1"}, name="x-token", value=lambda: f"t{next(numbers)}")

    assert dict(headers) == {"x-a": "1", "x-token": "t1"}
    assert headers["x-token"] == "t2"
    assert {**headers} == {"x-a": "1", "x-token": "t3"}
    assert len(headers) == 2


def test_what_stands_still_can_be_changed_and_left_out() -> None:
    headers = Headers({"x-a": "1", "x-b": "2"}, name="x-token", value=lambda: "t")

    assert dict(headers.without("x-a")) == {"x-b": "2", "x-token": "t"}
    assert headers.changed(lambda still: {**still, "x-c": "3"})["x-c"] == "3"


def test_without_headers_it_is_empty_and_like_any_mapping() -> None:
    assert not Headers({})
    assert Headers({"a": "1"}) == {"a": "1"}


def test_values_are_not_shown() -> None:
    assert "hush" not in repr(Headers({"x-a": "hush"}, name="x-t", value=lambda: "hush"))


def test_the_one_that_is_renewed_is_told_apart() -> None:
    numbers = count(1)
    headers = Headers({"x-a": "1"}, name="x-token", value=lambda: f"t{next(numbers)}")

    assert (headers.renews, headers.still()) == (True, {"x-a": "1"})
    assert [headers.fresh(), headers.fresh()] == [{"x-token": "t1"}, {"x-token": "t2"}]
    assert (Headers({"x-a": "1"}).renews, Headers({"x-a": "1"}).fresh()) == (False, {})
