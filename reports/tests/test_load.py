from dataclasses import replace

import pytest

from harness.judge.passing import Passing
from harness.model.word import Layer, Outcome
from reports.load import all_loads, layer_shares, timing, with_first_hits
from reports.tests import tape


def test_a_load_is_told_in_one_row() -> None:
    [load] = all_loads([tape.fallback("j-1", (503, 200))])

    assert (load.starter, load.layer, load.outcome) == ("org", Layer.SERVER, Outcome.READY)
    assert (load.attempts, load.conditions) == (2, ("storage-empty",))


def test_shares_are_of_the_ready_loads() -> None:
    journeys = [tape.fast("a"), tape.fast("b"), tape.fallback("c"), tape.stuck("d")]

    storage, server = layer_shares(all_loads(journeys))

    assert (storage.layer, storage.loads) == (Layer.STORAGE, 2)
    assert (server.layer, server.loads) == (Layer.SERVER, 1)


def test_a_layer_without_a_load_has_no_times() -> None:
    shares = layer_shares(all_loads([tape.fast("a")]))

    assert shares[1].timing is None


def test_a_first_hit_is_timed_apart() -> None:
    way = Passing("fra1::iad1::x", "MISS", "fra1 → iad1")
    told = [replace(it, way=way) for it in all_loads([tape.fast("a"), tape.fast("b")])]

    marked = with_first_hits(told)
    storage, _ = layer_shares(marked)

    assert [it.first for it in marked] == [True, False]
    assert storage.loads == 2
    assert storage.timing is not None
    assert storage.first is not None
    assert (storage.timing.samples, storage.first.samples) == (1, 1)


def test_without_a_hosting_nothing_is_kept_apart() -> None:
    loads = all_loads([tape.fast("a"), tape.fast("b")])

    assert [it.first for it in loads] == [False, False]
    assert layer_shares(loads)[0].first is None


def test_no_samples_have_no_timing() -> None:
    assert timing([]) is None


@pytest.mark.parametrize(("samples", "told"), [(99, False), (100, True)])
def test_a_p95_needs_five_samples_beyond_it(samples: int, told: bool) -> None:
    found = timing([float(n) for n in range(samples)])

    assert found is not None
    assert (found.p95_ms is not None) is told


def test_a_p95_has_five_in_a_hundred_beyond_it() -> None:
    samples = [float(n) for n in range(100)]

    found = timing(samples)

    assert found is not None
    assert found.p95_ms is not None
    assert sum(it > found.p95_ms for it in samples) == 5
