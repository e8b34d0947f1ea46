import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.measure.book import Book
from harness.model.word import Layer

LOADS = st.lists(
    st.tuples(st.sampled_from(Layer), st.sampled_from(["a", "b"]), st.floats(0, 1e6) | st.none())
)


def written(loads: list[tuple[Layer, str, float | None]]) -> Book:
    book = Book()
    for layer, journey, took_ms in loads:
        if took_ms is None:
            book.failed(layer, journey)
        else:
            book.ready(layer, journey, took_ms)
    return book


@given(LOADS, LOADS)
def test_pages_of_two_workers_make_the_book_of_one(
    one: list[tuple[Layer, str, float | None]], other: list[tuple[Layer, str, float | None]]
) -> None:
    master = Book()

    master.put_in(written(one).page())
    master.put_in(written(other).page())

    for layer in ("", *Layer):
        assert master.summary(layer=layer) == written(one + other).summary(layer=layer)


def test_a_page_is_handed_out_once() -> None:
    book = written([(Layer.SERVER, "a", 1.5)])
    book.cut_off = 2

    first, second = book.page(), book.page()

    assert (first["cut_off"], len(first["lines"])) == (2, 1)
    assert (second["cut_off"], second["lines"]) == (0, [])


def test_counts_of_workers_add_up() -> None:
    master, worker = Book(), Book()
    worker.cut_off, worker.not_started = 1, 2

    for _ in range(2):
        master.put_in({**worker.page(), "cut_off": 1, "not_started": 2})

    assert (master.cut_off, master.not_started) == (2, 4)


def test_a_page_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form"):
        Book().put_in({"form": 0})


def test_a_new_run_knows_nothing() -> None:
    book = written([(Layer.SERVER, "a", 1.5)])

    book.clear()

    assert book.summary().count == 0
    assert book.layers() == ()
