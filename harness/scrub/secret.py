"""What a run is told that nobody else may know: headers, what a profile takes from the environment,
and what opens a preview.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import BaseModel

from harness.profile.environment import FromEnvironment
from harness.profile.profile import Profile
from harness.scrub.scrub import LONG, Scrubber

SHORTEST = 4

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
    """All of them; texts in a profile are no secret, for they stand in a file that is shared.

    What is too short to keep anybody out is none either, such as the `1` of a header that is a
    switch: masked wherever it stands, it would leave no file readable.
    """
    named = {it.env for it in _variables(profile)} | set(VARIABLES)
    found = {environ.get(it, "") for it in named} | set(headers.values())
    return {it for it in found if len(it) >= SHORTEST and not _is_literal(it)}


def _is_literal(text: str) -> bool:
    """Whether JSON has it without quotes, so that no JSON would be left without it."""
    return text in ("true", "false", "null") or (text.isdigit() and len(text) < LONG)


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
