"""The pages that create a session and open it."""

from typing import Literal

from pydantic import BaseModel, Field

from harness.profile.locator import Sign
from harness.profile.step import Step
from harness.profile.strict import STRICT


class Starter(BaseModel):
    """A starter: who stands on which page, what they do, and where the session opens.

    The last step is the click that starts. `told` shows a person that the start failed, or that
    the popup was blocked. `shows_id` is a regular expression over the opened tab's URL whose
    group 1 is the id; '' takes the profile's.
    """

    model_config = STRICT

    visitor: str = Field(description="names one of the visitors")
    path: str = Field(pattern=r"^/", description="the page on which the steps are done")
    steps: tuple[Step, ...] = Field(min_length=1)
    opens: Literal["same-tab", "new-tab"]
    told: Sign | None = None
    shows_id: str = ""
    owner: str = Field(
        "", description="the visitor whose session it is; '' is the one who starts it"
    )
