import pytest

from harness.errors import BadSetting
from harness.profile.environment import FromEnvironment
from harness.profile.visitor import Person

WHO = Person(
    role="student",
    sign_in="form",
    values={"email": "a@b.example", "password": FromEnvironment(env="APP_PASSWORD")},
)


def test_a_secret_comes_from_the_environment() -> None:
    assert WHO.filled({"APP_PASSWORD": "s3"}) == {"email": "a@b.example", "password": "s3"}


@pytest.mark.parametrize("environ", [{}, {"APP_PASSWORD": ""}])
def test_a_variable_that_is_not_set_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=r"reads APP_PASSWORD from the environment.*Set it"):
        WHO.filled(environ)
