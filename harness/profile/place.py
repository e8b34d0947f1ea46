"""Where the app's pages and hosts are, and how to find out which build answers."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, Field

from harness.profile.strict import STRICT

Path = Annotated[str, Field(pattern=r"^/")]


class Paths(BaseModel):
    """Pages of the app. `dashboards` gives each role's own, `home` sends on to it; an app that
    knows nobody has neither them nor `sign_in`.

    In `runner`, `{id}` may stand in the path, in the query (`/live?session={id}`) or after the `#`.
    """

    model_config = STRICT

    runner: str = Field(pattern=r"^/.*\{id\}")
    sign_in: Path = ""
    dashboards: Mapping[str, Path] = Field(default_factory=dict)
    home: Path = "/"

    def own(self, role: str) -> str:
        """The page of who has that role: their dashboard, the only one there is, or `home`."""
        only = next(iter(self.dashboards.values()), "") if len(self.dashboards) == 1 else ""
        return self.dashboards.get(role) or only or self.home


class Hosts(BaseModel):
    """Other hosts that matter.

    `own` are origins that belong to the app beside the target's; `other` is a second host of the
    same app (for `other-origin`), with the target's scheme and port; `map` sends a host name
    to an address; `block` are hosts that are not asked at all (fonts, analytics), * for anything;
    `production` are those at which the app's real users are.
    """

    model_config = STRICT

    own: tuple[Annotated[str, Field(pattern=r"^https?://[^/]+$")], ...] = ()
    other: str = ""
    map: Mapping[str, str] = Field(default_factory=dict)
    block: tuple[str, ...] = ()
    production: tuple[str, ...] = ()

    def blocked_patterns(self) -> tuple[str, ...]:
        """Regular expressions over `METHOD URL` for what is asked of a blocked host."""
        hosts = (re.escape(it).replace(r"\*", "[^/]*") for it in self.block)
        return tuple(rf"^[A-Z]+ \w+://{it}(?::\d+)?(?:[/?#]|$)" for it in hosts)


class Health(BaseModel):
    """A page that answers JSON when the app is up; `commit` is the dotted path of its build,
    `header` the header in which each page of the app names it, too; `environment` of a text that is
    `production` where the app's real users are.
    """

    model_config = STRICT

    path: Path
    commit: str = ""
    header: str = ""
    environment: str = ""
