"""What a run is told that nobody else may know: headers, what a profile takes from the environment,
and what opens a preview.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import BaseModel

from harness.profile.environment import FromEnvironment
from harness.profile.profile import Profile
from harness.scrub.scrub import Scrubber

VARIABLES = (
    "VERCEL_AUTOMATION_BYPASS_SECRET",
    "VERCEL_OIDC_TOKEN",
    "LAYERPROOF_PASSWORD",
    "LAYERPROOF_LOAD_PASSWORD",
    "LAYERPROOF_EMAIL",
    "LAYERPROOF_LOAD_EMAIL",
    "GITHUB_TOKEN",
)


def scrubber(
    profile: Profile, environ: Mapping[str, str], headers: Mapping[str, str] = MappingProxyType({})
) -> Scrubber:
    """What takes all of them out of what is kept."""
    return Scrubber(secrets(profile, environ, headers))


def secrets(profile: Profile, environ: Mapping[str, str], headers: Mapping[str, str]) -> set[str]:
    """All of them; texts in a profile are no secret, for they stand in a file that is shared."""
    named = {it.env for it in _variables(profile)} | set(VARIABLES)
    found = {environ.get(it, "") for it in named} | set(headers.values())
    return {it for it in found if it}


def _variables(value: object) -> Iterator[FromEnvironment]:
    """Every place at which the profile names a variable."""
    if isinstance(value, FromEnvironment):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _variables(getattr(value, name))
    elif isinstance(value, Mapping):
        for it in value.values():
            yield from _variables(it)
    elif isinstance(value, list | tuple | frozenset):
        for it in value:
            yield from _variables(it)
