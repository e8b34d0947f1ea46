import pytest

from reports.load_run import told


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1, "100 %"),
        (0.99999, "99.99 %"),
        (0.5, "50 %"),
        (0.8835, "88.35 %"),
        (0, "0 %"),
        (None, "–"),
    ],
)
def test_no_share_below_all_of_it_is_told_as_all(share: float | None, text: str) -> None:
    assert told.percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.4211, "0.421"), (7.32, "7.32"), (1_204.4, "1,204"), (None, "–")]
)
def test_milliseconds_have_the_digits_that_matter(value: float | None, text: str) -> None:
    assert told.ms(value) == text


def test_a_value_is_told_in_the_unit_of_its_metric() -> None:
    def value(threshold: str, found: float | None) -> str:
        return told.value({"threshold": threshold, "value": found})

    assert value("load_success{layer:server}: rate>0.9", 0.8835) == "88.35 %"
    assert value("load_duration: p(95)<300", 62.047) == "62 ms"
    assert value("loads: count>10", 1_200) == "1,200"
    assert value("load_duration: max<3", None) == "nothing measured"


def test_what_became_of_nobody_is_left_out() -> None:
    arrivals = {"offered": 4, "done": 3, "failed": 0, "cut_off": 0, "not_begun": 1, "lost": 0}

    assert told.fates({"arrivals": arrivals}) == [
        ("had their session", 3, 0.75, "good"),
        ("no user was free", 1, 0.25, "unsure"),
    ]


def test_the_shares_of_layers_are_of_what_came_out_ready() -> None:
    layers = {"storage": {"ready": 3}, "server": {"ready": 1}}

    assert told.shares({"layers": layers}) == [("storage", 3, 0.75), ("server", 1, 0.25)]
    assert told.shares({"layers": {"server": {"ready": 0}}}) == []
