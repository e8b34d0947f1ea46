"""What a profile does not hold itself, because it is a secret or differs from place to place."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, Field

from harness.errors import BadSetting
from harness.profile.strict import STRICT


class FromEnvironment(BaseModel):
    """A value that stands in an environment variable, because a profile holds no secrets."""

    model_config = STRICT

    env: str = Field(min_length=1, description="name of the environment variable")


def read(values: Mapping[str, str | FromEnvironment], environ: Mapping[str, str]) -> dict[str, str]:
    """The values, read from `environ` where needed.

    Raises BadSetting that names every variable that is not set.
    """
    _refuse_missing((it.env for it in values.values() if not isinstance(it, str)), environ)
    return {key: it if isinstance(it, str) else environ[it.env] for key, it in values.items()}


def _refuse_missing(asked: Iterable[str], environ: Mapping[str, str]) -> None:
    missing = sorted({name for name in asked if not environ.get(name)})
    if missing:
        raise BadSetting(
            f"The profile reads {', '.join(missing)} from the environment, and found nothing "
            f"there. Set {'it' if len(missing) == 1 else 'them'} and try again."
        )
