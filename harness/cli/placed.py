"""Which deployment `verify` is to prove: an address, an event, or an id, made to one own address.

--event FILE       the address and the commit that GitHub's payload names
--deployment ID    Vercel's API is asked for both (VERCEL_TOKEN)
--url ALIAS        the same, where the API may be asked; else an alias is refused, because it
                   moves on while it is looked at
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from harness.errors import BadSetting
from harness.settings.settings import Settings
from harness.stage.announced import ID, Deployed, deployed_by
from harness.stage.deployment import Patience, waited
from harness.stage.lookup import API, TOKEN, looked_up

API_VARIABLE = "LAYERPROOF_VERCEL_API"
# How Vercel names the alias of a branch: <project>-git-<branch>-<team>.
ALIAS = "-git-"


@dataclass(frozen=True, slots=True)
class Placed:
    """The settings with the deployment's own address and commit, and its id where it is known."""

    settings: Settings
    deployment: str = ""


def placed(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    patience: Patience,
    tell: Callable[[str], None],
) -> Placed:
    """The deployment that the settings mean; waits, by patience, for one that is being built.

    Raises BadSetting for what contradicts itself or cannot be found out, NotDeployed where there is
    nothing to prove, TargetUnreachable when the patience is over.
    """
    found = _announced(settings)
    name = settings.deployment or (found.id if found else "")
    if name and not ID.fullmatch(name):
        raise BadSetting(f"--deployment '{name}' is no deployment's id, such as dpl_8kDr3….")
    if settings.deployment or (found is None and _is_alias(settings.url) and environ.get(TOKEN)):
        asked = settings.deployment or settings.url.partition("://")[2]
        _refuse_tokenless(asked, environ)
        api = environ.get(API_VARIABLE) or API
        found = waited(lambda: looked_up(asked, environ, api=api), patience=patience, tell=tell)
    if found is not None:
        settings = _with(settings, found)
    _refuse_alias(settings)
    return Placed(settings, found.id if found else "")


def _announced(settings: Settings) -> Deployed | None:
    path = settings.event
    if path is None:
        return None
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"--event {path} cannot be read: {error}.") from error
    return deployed_by(text, where=f"the event in {path.name}")


def _refuse_tokenless(asked: str, environ: Mapping[str, str]) -> None:
    if not environ.get(TOKEN):
        raise BadSetting(
            f"Only Vercel's API knows the address of '{asked}': set {TOKEN}, or give the "
            "deployment's own address with --url, or the event that announced it with --event."
        )


def _with(settings: Settings, found: Deployed) -> Settings:
    """The settings with what was found; what a person has said besides must be the same."""
    said, url = settings.expect_commit, settings.url
    if said and found.commit and not _same(said, found.commit):
        raise BadSetting(
            f"--expect-commit {said} is not the commit of this deployment, {found.commit}: leave "
            "it out, or give the other deployment."
        )
    if url and url != found.url and not _is_alias(url):
        raise BadSetting(
            f"--url {url} is not this deployment's address, {found.url}: leave it out."
        )
    origin = "flag --event" if settings.event is not None else "flag --deployment"
    kept = {name: getattr(settings, name) for name in settings.model_fields_set}
    origins = {**settings.origins, "url": origin}
    if found.commit and not said:
        kept["expect_commit"] = found.commit
        origins["expect_commit"] = origin
    return Settings.model_validate({**kept, "url": found.url, "origins": origins})


def _refuse_alias(settings: Settings) -> None:
    if settings.expect_commit and _is_alias(settings.url):
        raise BadSetting(
            f"{settings.url} is a branch's alias, which moves on while it is proved. Give the "
            f"deployment's own address, or its event with --event, or set {TOKEN}, by which it is "
            "found."
        )


def _is_alias(url: str) -> bool:
    return ALIAS in url.partition("://")[2].partition(".")[0]


def _same(one: str, other: str) -> bool:
    one, other = one.lower(), other.lower()
    return one.startswith(other) or other.startswith(one)
