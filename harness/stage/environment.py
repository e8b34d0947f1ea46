"""Whether the deployment itself says that it is production."""

from collections.abc import Mapping
from typing import cast

from pydantic import JsonValue

from harness.profile.profile import Profile
from harness.profile.template import at
from harness.stage.ask import ask

PRODUCTION = "production"


def said_production(
    origin: str,
    profile: Profile,
    *,
    headers: Mapping[str, str],
    insecure: bool = False,
    tag: str = "",
) -> str:
    """A sentence where the profile's health page says that this is production, or should say which
    environment it is and does not: then it has to be taken for production. '' otherwise.

    Raises TargetUnreachable.
    """
    health = profile.health
    if health is None or not health.environment:
        return ""
    answer = ask(origin, "GET", health.path, headers=headers, insecure=insecure, tag=tag)
    said = str(at(cast("JsonValue", answer.body), health.environment) or "")
    if said.lower() == PRODUCTION:
        return f"{origin}{health.path} says that this is production."
    if not said:
        return (
            f"{origin}{health.path} does not say '{health.environment}', so that this is taken for "
            "production."
        )
    return ""
