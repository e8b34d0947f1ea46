import pytest
from pydantic import ValidationError

from harness.errors import BadSetting
from harness.profile.environment import FromEnvironment
from harness.profile.visitor import Person

WHO = Person(
    role="student",
    sign_in="form",
    values={"email": "a@b.example", "password": FromEnvironment(env="APP_PASSWORD")},
)


def test_a_secret_comes_from_the_environment() -> None:
    assert WHO.filled({"APP_PASSWORD": "s3"}, "r1") == {
        "email": "a@b.example",
        "password": "s3",
        "run": "r1",
    }


def test_a_text_can_say_the_run_and_a_secret_cannot() -> None:
    values = {"note": "by Layerproof, {run}", "password": FromEnvironment(env="APP_PASSWORD")}
    who = WHO.model_copy(update={"values": values})

    filled = who.filled({"APP_PASSWORD": "{run}!"}, "r1")

    assert filled == {"note": "by Layerproof, r1", "password": "{run}!", "run": "r1"}


def test_no_value_takes_the_runs_name() -> None:
    with pytest.raises(ValidationError, match="'run' is the id of the run"):
        Person(role="student", sign_in="form", values={"run": "mine"})


@pytest.mark.parametrize("environ", [{}, {"APP_PASSWORD": ""}])
def test_a_variable_that_is_not_set_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=r"reads APP_PASSWORD from the environment.*Set it"):
        WHO.filled(environ, "r1")
