"""Who visits the app."""

from collections.abc import Mapping

from pydantic import BaseModel, Field

from harness.profile.environment import FromEnvironment, read
from harness.profile.strict import STRICT


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
        return read(self.values, environ)
