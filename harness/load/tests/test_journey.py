from functools import partial

import pytest

from harness.load.journey import Journey, layers_of, meant_by
from harness.model.word import Layer

STORAGE, SERVER = Layer.STORAGE, Layer.SERVER


@pytest.mark.parametrize(
    ("journey", "share", "layers"),
    [
        (Journey.FAST_PATH, 0.5, (STORAGE,)),
        (Journey.FALLBACK, 0.5, (SERVER,)),
        (Journey.MIXED, 0.5, (STORAGE, SERVER)),
        (Journey.MIXED, 0, (STORAGE,)),
        (Journey.MIXED, 1, (SERVER,)),
        (Journey.RESUME, 0.5, (STORAGE, SERVER)),
        (Journey.RESUME, 0, (STORAGE,)),
        (Journey.START_THEN_FALLBACK, 0, (SERVER,)),
        (Journey.ERRORS, 0.5, (SERVER,)),
    ],
)
def test_a_journey_says_which_layers_it_asks(
    journey: Journey, share: float, layers: tuple[Layer, ...]
) -> None:
    assert layers_of(journey, share) == layers
    assert {meant_by(journey, share, partial(float, chance)) for chance in (0, 0.99)} == set(layers)


def test_the_share_decides_how_often_storage_is_empty() -> None:
    chances = [number / 100 for number in range(100)]

    meant = [meant_by(Journey.MIXED, 0.2, partial(float, it)) for it in chances]

    assert meant.count(SERVER) == 20
