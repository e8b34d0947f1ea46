"""What a person may set, with its type and its default; `harness.settings.resolve` fills it in."""

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator

from harness.model.headers import Headers
from harness.settings.duration import seconds
from harness.settings.passage import passage

MASK = "•••"
# What no file and no flag says.
_UNWRITTEN = ("origins", "bypass_secret")


def _listed(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    """A text is a list with commas; in a list each element may again be one."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, (list, tuple)) and all(isinstance(it, str) for it in value):
        return tuple(part.strip() for it in value for part in it.split(",") if part.strip())
    return value


def _lasting(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    return seconds(value) if isinstance(value, str) else value


def _headed(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    """Texts are `Name: value`, one a line, or several elements of such lines."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        return value
    pairs = [it.partition(":") for text in value for it in str(text).splitlines() if it.strip()]
    if any(not colon or not name.strip() for name, colon, _ in pairs):
        raise ValueError("write each header as 'Name: value'")
    return {name.strip(): rest.strip() for name, _, rest in pairs}


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Seconds = Annotated[float, BeforeValidator(_lasting), Field(gt=0)]
SecretHeaders = Annotated[Mapping[str, SecretStr], BeforeValidator(_headed)]


class Settings(BaseModel):
    """Every setting of a run. '' and empty mean: not asked for.

    `url` '' is the built-in mock application. `origins` says for each setting where it comes from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field("", description="address of the application")
    profile: str = Field("", description="TOML file, or name of a built-in profile")
    firestore_proxy: str = Field("", description="firestore-proxy before the app's database")
    expect_commit: str = Field("", description="the commit that the application must say it is")
    event: Path | None = Field(None, description="GitHub's event that announced the deployment")
    deployment: str = Field("", description="the deployment's id, dpl_…")
    oidc: str = Field("", description="where an OIDC token comes from")
    bypass: Literal["header", "cookie"] = Field("header", description="how the secret is sent")
    bypass_secret: SecretStr = Field(SecretStr(""), description="the hosting's bypass secret")
    wait: Seconds | None = Field(None, description="how long to wait for the application")
    headers: SecretHeaders = Field(
        default_factory=dict, description="for the target's own origin only"
    )
    insecure: bool = Field(False, description="take a self-signed certificate")
    starter: Words = Field((), description="starters to prove")
    only: Words = Field((), description="words of scenario names or files")
    keyword: str = Field("", description="pytest's -k")
    under: Words = Field((), description="conditions in place of the scenarios' own")
    workers: int = Field(1, ge=1, le=64, description="scenarios at a time")
    budget: Seconds | None = Field(None, description="how long the run may take, in seconds")
    baseline: str = Field("", description="address that the app is compared with")
    baseline_headers: SecretHeaders = Field(
        default_factory=dict, description="for the baseline's own origin only"
    )
    loads: int = Field(20, ge=1, le=1_000, description="starts by each starter on each side")
    classify: int = Field(2, ge=0, le=20, description="further plays of what failed")
    stop_at_first: bool = Field(False, description="stop at the first failure")
    headed: bool = Field(False, description="show the browser")
    full_browser: bool = Field(False, description="the full browser, not the headless shell")
    browser_path: str = Field("", description="the browser's executable")
    out: Path = Field(Path("out"), description="folder that keeps the runs")
    json_file: Path | None = Field(None, description="where the result is written as JSON")
    accepted: Path | None = Field(None, description="TOML file of accepted findings")
    allow_untested: bool = Field(False, description="pass although a layer was not tested")
    allow_host: Words = Field((), description="hosts that may be written to")
    production_host: Words = Field((), description="hosts that are production")
    allow_production: bool = Field(False, description="play production, within limits")
    origins: Mapping[str, str] = Field(default_factory=dict, exclude=True)

    @field_validator("url", "firestore_proxy", "baseline")
    @classmethod
    def _an_address(cls, url: str) -> str:
        if not url:
            return url
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            guess = url if re.match(r"[\w.-]+(:\d+)?(/|$)", url) else "host"
            raise ValueError(f"write the whole address, such as http://{guess}")
        return url.rstrip("/")

    @property
    def profile_name(self) -> str:
        """The profile to load: what was asked for, else the mock's."""
        return self.profile or "mock"

    @property
    def proxied(self) -> str:
        """The address of the proxy before the app's database; '' for the mock, which has none."""
        return self.firestore_proxy if self.url else ""

    @property
    def said_headers(self) -> dict[str, str]:
        """The headers that a person has set, with their secrets."""
        return {name: value.get_secret_value() for name, value in self.headers.items()}

    @cached_property
    def plain_headers(self) -> Headers:
        """Those, and what opens a protected deployment, for the target's own origin only; a token
        among them is renewed as it is read. Raises BadSetting for an `oidc` that leads nowhere.
        """
        secret = self.bypass_secret.get_secret_value()
        return passage(
            self.said_headers, self.url, secret=secret, oidc=self.oidc, environ=os.environ
        )

    def shown(self) -> dict[str, tuple[str, str]]:
        """Each setting's key, with its value as text (secrets masked) and its origin."""
        names = [name for name in type(self).model_fields if name != "origins"]
        return {
            key_of(name): (_shown(name, getattr(self, name)), self.origins.get(name, "default"))
            for name in names
        }


def key_of(name: str) -> str:
    """The setting's name as flags and TOML spell it: `full-browser`."""
    return {"json_file": "json"}.get(name, name.replace("_", "-"))


def setting_names() -> dict[str, str]:
    """Each key as flags and TOML spell it, with the field's name."""
    return {key_of(name): name for name in Settings.model_fields if name not in _UNWRITTEN}


def _shown(name: str, value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case SecretStr():
            return MASK if value.get_secret_value() else ""
        case float():
            return f"{value:g}s"
        case tuple():
            return ", ".join(map(str, value))
        case Mapping():
            return ", ".join(f"{key}: {MASK}" for key in value)
        case None:
            return ""
    return without_password(str(value)) if name in ("url", "baseline") else str(value)


def without_password(url: str) -> str:
    """The address with what stands between `//` and `@` masked."""
    return re.sub(r"//[^/@]*@", f"//{MASK}@", url)
