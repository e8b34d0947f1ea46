"""Who visits the app, and how each of them signs in."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from harness.errors import BadSetting
from harness.profile.locator import Sign
from harness.profile.step import Step
from harness.profile.strict import STRICT


class FromEnvironment(BaseModel):
    """A value that stands in an environment variable, because a profile holds no secrets."""

    model_config = STRICT

    env: str = Field(min_length=1, description="name of the environment variable")


class ByControlPlane(BaseModel):
    """The mock's way: the control plane writes the person and makes the token.

    `storage` is what auth then finds in localStorage: for each key a text, or a table that is
    written as JSON; `{uid}`, `{email}`, `{role}`, `{name}`, `{idToken}`, `{refreshToken}` and
    `{expiresAt}` are filled in.
    """

    model_config = STRICT

    by: Literal["control-plane"]
    storage: Mapping[str, JsonValue]


class ByForm(BaseModel):
    """A form on a page: its steps, and what shows that the person is in.

    `path` '' is the profile's sign-in page. The steps may use the visitor's values.
    """

    model_config = STRICT

    by: Literal["form"]
    path: str = ""
    steps: tuple[Step, ...] = Field(min_length=1)
    done: Sign


SignIn = Annotated[ByControlPlane | ByForm, Field(discriminator="by")]


class Person(BaseModel):
    """One visitor: their role in the app, their way to sign in, and the values that it needs.

    A value is a text (for accounts that are no secret) or `{ env = "VARIABLE" }`.
    """

    model_config = STRICT

    role: str = Field(min_length=1, description="names one of paths.dashboards")
    sign_in: str = Field(description="names one of the tables under sign_in")
    org: str = Field("", description="the organisation to seed them into; '' for none")
    values: Mapping[str, str | FromEnvironment] = Field(default_factory=dict)

    def filled(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The values, read from `environ` where needed.

        Raises BadSetting that names every variable that is not set.
        """
        asked = {it.env for it in self.values.values() if isinstance(it, FromEnvironment)}
        missing = sorted(name for name in asked if not environ.get(name))
        if missing:
            raise BadSetting(
                f"The profile reads {', '.join(missing)} from the environment, and found nothing "
                f"there. Set {'it' if len(missing) == 1 else 'them'} and try again."
            )
        return {
            key: environ[it.env] if isinstance(it, FromEnvironment) else it
            for key, it in self.values.items()
        }
