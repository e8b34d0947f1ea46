from harness.model.word import Capability
from harness.stage.tests.stand_in import place


def test_a_second_host_is_something_that_the_place_offers() -> None:
    assert place().capabilities == {Capability.SEED}
    assert place(other_origin="http://localhost:1").capabilities == {
        Capability.SEED,
        Capability.OTHER_ORIGIN,
    }
