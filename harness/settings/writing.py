"""Whether the target may be played: its host has to be allowed, and production as what it is.

What is played creates sessions, so that this is asked before anything is sent.
"""

from collections.abc import Mapping

from harness.errors import BadSetting
from harness.profile.profile import Profile
from harness.settings.host import WRITE, Deed, host_of, is_among, refuse_host
from harness.settings.settings import Settings


def refuse_writing(
    settings: Settings, profile: Profile, environ: Mapping[str, str], *, deed: Deed = WRITE
) -> None:
    """Raises BadSetting where the target is not this machine and nobody allowed the deed; and,
    whatever its host, where it is known to be production and not allowed as such.
    """
    if not settings.url:
        return
    refuse_host(settings.url, environ, settings.allow_host, deed=deed)
    if is_production(settings, profile):
        refuse_production(settings, profile, why=f"'{host_of(settings.url)}' is production.")


def is_production(settings: Settings, profile: Profile) -> bool:
    """Whether the configuration or the profile names the target's host as production's."""
    named = (*settings.production_host, *profile.hosts.production)
    return bool(settings.url) and is_among(host_of(settings.url), named)


def refuse_production(settings: Settings, profile: Profile, *, why: str) -> None:
    """Raises BadSetting unless --allow-production was said and the profile says how what is created
    is removed again; `why` says in a sentence that it is production.
    """
    if not settings.allow_production:
        raise BadSetting(
            f"{why} Nothing is played there unless you say --allow-production: then only what "
            "writes nothing but sessions of its own is played, and they are removed at the end."
        )
    if profile.cleanup is None:
        raise BadSetting(
            f"{why} What is created there has to be removed again, and the profile "
            f"'{profile.name}' does not say how. Add [cleanup] to it."
        )
