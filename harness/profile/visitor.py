"""Who visits the app."""

from collections.abc import Mapping

from pydantic import BaseModel, Field, field_validator

from harness.profile.environment import FromEnvironment, read
from harness.profile.step import RUN
from harness.profile.strict import STRICT

RUN_ID = f"{{{RUN}}}"
Values = Mapping[str, str | FromEnvironment]
# Whom the scenarios speak of: the session's owner, another student of the same organisation, one of
# another and one of none; staff of the same, of another and of none; an admin.
VISITORS = (
    *("owner", "colleague", "stranger", "independent"),
    *("staff", "foreign-staff", "lone-staff", "admin"),
)


class Person(BaseModel):
    """One visitor: their role in the app, their way to sign in, and the values that it needs.

    A value is a text (for accounts that are no secret) or `{ env = "VARIABLE" }`. In a text `{run}`
    stands for the id of the run; everybody has it as a value of that name.
    """

    model_config = STRICT

    role: str = Field("", description="names one of paths.dashboards; '' is the visitor's name")
    sign_in: str = Field(description="names one of the tables under sign_in")
    org: str = Field("", description="the organisation to seed them into; '' for none")
    values: Values = Field(default_factory=dict)

    @field_validator("values")
    @classmethod
    def _the_run_is_known(cls, values: Values) -> Values:
        if RUN in values:
            raise ValueError(f"'{RUN}' is the id of the run: call the value by another name")
        return values

    def filled(self, environ: Mapping[str, str], run: str) -> dict[str, str]:
        """The values, read from `environ` where needed, and the run's id.

        Raises BadSetting that names every variable that is not set.
        """
        texts = {
            key: it.replace(RUN_ID, run) if isinstance(it, str) else it
            for key, it in self.values.items()
        }
        return {**read(texts, environ), RUN: run}
