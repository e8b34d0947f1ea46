"""What rests on a key that the profile leaves out is not judged, and says which key that is."""

import pytest

from harness.model.naming import KEYS, NOBODY_SIGNS_IN, unjudged


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("api.start",), ""),
        (("api.create|api.telemetry",), ""),
        (("api.start", "api.telemetry"), "The profile names no 'api.telemetry'; with it,"),
        (("api.auth|api.telemetry",), "neither 'api.auth' nor 'api.telemetry'; with one of them,"),
        (("sign_in", "api.telemetry"), NOBODY_SIGNS_IN),
    ],
)
def test_the_first_key_that_is_missing_is_named(keys: tuple[str, ...], said: str) -> None:
    why = unjudged(keys, ("api.auth", "api.telemetry", "sign_in"))

    assert said in why
    assert bool(said) == bool(why)


def test_a_profile_that_names_all_has_everything_judged() -> None:
    assert unjudged(KEYS, ()) == ""
