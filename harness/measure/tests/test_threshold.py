import pytest

from harness.errors import BadSetting, UnknownName, UsageError
from harness.measure.book import Book, Key
from harness.measure.threshold import Threshold, hold, parse_thresholds, thresholds_of
from harness.model.word import Layer, Status

MIXED = {"mixed": ("storage", "server")}


def threshold(text: str) -> Threshold:
    (found,) = parse_thresholds(text, MIXED)
    return found


def book(*durations: float, failed: int = 0, layer: Layer = Layer.SERVER) -> Book:
    found = Book()
    for took_ms in durations:
        us = round(took_ms * 1_000)
        found.load(Key(layer, "mixed"), us, us // 2)
    fail(found, failed)
    return found


def fail(found: Book, times: int) -> None:
    for _ in range(times):
        found.load(Key("server", "mixed", "error:server"), 70_000, 60_000, "error:server")


def test_a_threshold_is_read_whole() -> None:
    assert threshold(" load_duration{ layer:storage , journey:mixed } : p(99.9) <= 300.5") == (
        Threshold(
            "load_duration{layer:storage , journey:mixed}: p(99.9) <= 300.5",
            "load_duration",
            "storage",
            "mixed",
            "",
            "p(99.9)",
            "<=",
            300.5,
        )
    )


def test_one_line_may_have_several_expressions() -> None:
    found = parse_thresholds("load_duration{layer:server}: p(95)<300, p(99)<800", MIXED)

    assert [it.text for it in found] == [
        "load_duration{layer:server}: p(95)<300",
        "load_duration{layer:server}: p(99)<800",
    ]


def test_k6s_tables_end_a_run() -> None:
    text = 'load_success: ["rate>0.5", {"threshold": "rate>0.9", "abortOnFail": true, '
    found = parse_thresholds(text + '"delayAbortEval": "10s"}]', MIXED)

    assert [(it.aborts, it.delay_s) for it in found] == [(False, 0), (True, 10)]
    assert thresholds_of("load_success", {"threshold": "rate>0.9"}, MIXED) == (
        threshold("load_success: rate>0.9"),
    )


@pytest.mark.parametrize(
    "said",
    [
        *([], {}, 5, [5], {"abortOnFail": True}),
        {"threshold": "rate>0.9", "abortOnFail": "yes"},
        {"threshold": "rate>0.9", "delayAbortEval": "soon"},
        {"threshold": "rate>0.9", "aborts": True},
        {"threshold": 0.9},
    ],
)
def test_what_is_no_table_of_k6s_is_refused(said: object) -> None:
    with pytest.raises(BadSetting):
        thresholds_of("load_success", said, MIXED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "p95<300",
        "load_success rate>0.9",
        "load_success: rate",
        "load_success: rate=0.9",
        "load_success:",
        "load_success: rate>0.9,",
        "load_success: {rate>0.9}",
        "load_success: rate>-1",
        "load_success: rate>1.1",
        "load_success: rate>99%",
        "load_success{layer}: rate>0.9",
        "load_success{layer:server,layer:storage}: rate>0.9",
        "load_duration: p(101)<300",
        "load_duration: p()<300",
    ],
)
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(BadSetting):
        threshold(text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("load_succes: rate>0.9", "load_success"),
        ("load_success{layr:server}: rate>0.9", "layer"),
        ("load_success{layer:sever}: rate>0.9", "server"),
        ("load_success{journey:mixd}: rate>0.9", "mixed"),
        ("load_duration: maxi<300", "max"),
        ("load_duration{outcome:redy}: max<300", "ready"),
        ("load_success{outcome:ready}: rate>0.9", None),
    ],
)
def test_a_name_that_nothing_knows_gets_its_nearest(text: str, nearest: str | None) -> None:
    with pytest.raises(UnknownName) as caught:
        threshold(text)

    assert caught.value.nearest == nearest


@pytest.mark.parametrize("text", ["load_success: max<300", "load_duration: rate>0.9"])
def test_an_aggregate_of_the_other_metric_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="aggregate"):
        threshold(text)


def test_a_selector_that_no_load_of_this_run_matches_is_refused() -> None:
    with pytest.raises(UsageError, match="'server'"):
        parse_thresholds("load_success{layer:server}: rate>0.9", {"fast-path": ("storage",)})


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("load_success: rate>0.5", 10),
        ("load_success: rate>0.9", 10),
        ("load_success: rate>0.99", 100),
        ("load_success: rate>0.999", 1_000),
        ("load_success: rate>=1", 10),
        ("load_duration: p(50)<1", 10),
        ("load_duration: p(95)<1", 100),
        ("load_duration: p(99)<1", 500),
        ("load_duration: avg<1", 10),
        ("load_service: p(99)<1", 500),
        ("loads: count>100", 0),
    ],
)
def test_a_threshold_says_how_many_samples_it_needs(text: str, needs: int) -> None:
    assert threshold(text).needs == needs


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("load_duration: max<10", Status.FAIL, 10),
        ("load_duration: max<=10", Status.PASS, 10),
        ("load_duration: min>0.5", Status.PASS, 1),
        ("load_duration: avg<5.6", Status.PASS, 5.5),
        ("load_duration: med<5", Status.FAIL, 5.003),
        ("load_duration: p(90)<9.5", Status.PASS, 9.007),
        ("load_duration: p(91)<9.5", Status.FAIL, 10),
    ],
)
def test_durations_are_held_to_a_thousandth(text: str, status: Status, value: float) -> None:
    held = hold(threshold(text), book(*range(10, 0, -1)), fewest=1)

    assert (held.status, held.value) == (status, value)


def test_a_hair_over_the_limit_is_over_it() -> None:
    held = hold(threshold("load_duration: max<=10"), book(10.001), fewest=1)

    assert held.status is Status.FAIL


def test_a_rate_counts_the_failed_loads_too() -> None:
    held = hold(threshold("load_success: rate>0.9"), book(*[1] * 9, failed=1))

    assert (held.status, held.value, held.samples) == (Status.FAIL, 0.9, 10)


def test_only_the_selected_loads_count() -> None:
    found = book(*[1] * 10, layer=Layer.STORAGE)
    fail(found, 10)

    assert hold(threshold("load_success{layer:storage}: rate>0.9"), found).value == 1
    assert hold(threshold("load_success{layer:server}: rate>0.9"), found).value == 0


@pytest.mark.parametrize("durations", [(), (1,) * 9, (99_999,) * 9])
def test_too_few_samples_are_unknown_whatever_they_say(durations: tuple[float, ...]) -> None:
    held = hold(threshold("load_duration: avg<300"), book(*durations, failed=50))

    assert held.status is Status.UNKNOWN
    assert "needs 10" in held.line


def test_no_samples_are_unknown_even_when_none_are_needed() -> None:
    assert hold(threshold("load_duration: avg<300"), book(), fewest=0).status is Status.UNKNOWN


def test_service_times_and_those_of_an_outcome_are_apart() -> None:
    found = book(*range(1, 11), failed=10)

    assert hold(threshold("load_service: max<1"), found).value == 5
    assert hold(threshold("load_duration{outcome:error}: max<1"), found).value == 70
    assert hold(threshold("load_duration{outcome:error:server}: min<1"), found).samples == 10


def test_counts_are_held_from_the_first_load_on() -> None:
    found = book(1, 2, 3)
    found.ledger.offered, found.ledger.not_begun = 5, 2

    assert hold(threshold("loads: count==3"), found).status is Status.PASS
    assert hold(threshold("loads: rate>=1.5"), found, lasted_s=2).value == 1.5
    assert hold(threshold("loads_not_begun: count<1"), found).status is Status.FAIL


def test_starting_has_times_of_its_own() -> None:
    found = book(1)
    for _ in range(10):
        found.starts.add(25_000, 20_000)

    assert hold(threshold("start_duration: max<20"), found).value == 25


def test_one_step_is_held_by_its_own_loads() -> None:
    found = Book()
    for step in (0, 1):
        for _ in range(10):
            found.load(Key("server", "mixed", step=step), 1_000 * (step + 1), 1)

    assert hold(threshold("load_duration: max<1.5"), found, step=0).status is Status.PASS
    assert hold(threshold("load_duration: max<1.5"), found, step=1).status is Status.FAIL


@pytest.mark.parametrize(
    ("failed", "fewest", "status"),
    [
        # 46 of 395 failed: nobody needs 1,000 loads to see that this is no 99.9 %.
        (46, None, Status.FAIL),
        # One of 395 may be chance, and none proves nothing.
        (1, None, Status.UNKNOWN),
        (0, None, Status.UNKNOWN),
        # Who says how many are wanted is taken at their word.
        (46, 1_000, Status.UNKNOWN),
    ],
)
def test_so_many_failures_need_no_more_samples(
    failed: int, fewest: int | None, status: Status
) -> None:
    found = book(*[1.0] * (395 - failed), failed=failed)

    assert hold(threshold("load_success: rate>0.999"), found, fewest=fewest).status is status
