"""Production, as the deployment itself tells it: asked of the app, before anything is written."""

from harness.errors import BadSetting
from harness.model.target import origin_of
from harness.profile.profile import Profile
from harness.settings.settings import Settings
from harness.settings.writing import is_production, refuse_production
from harness.stage.environment import said_production
from harness.stage.tag import tag_of


def refuse_said_production(settings: Settings, profile: Profile, run: str) -> None:
    """Raises BadSetting where the target says that it is production and nobody allowed that."""
    if why := _said(settings, profile, run):
        refuse_production(settings, profile, why=why)


def refuse_any_production(
    settings: Settings, profile: Profile, run: str = "", *, what: str, asks: bool = False
) -> None:
    """Raises BadSetting where the target is production, allowed or not, for what cannot be removed
    after `what`. Only where it `asks` is the deployment's own word heard.
    """
    if is_production(settings, profile) or (asks and _said(settings, profile, run)):
        raise BadSetting(
            f"{what} is not for production: what it leaves there could not all be removed. Use a "
            "preview, or the mock."
        )


def _said(settings: Settings, profile: Profile, run: str) -> str:
    return said_production(
        origin_of(settings.url),
        profile,
        headers=settings.plain_headers,
        insecure=settings.insecure,
        tag=tag_of(run),
    )
