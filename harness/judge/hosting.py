"""What a hosting answers in the app's place, told by its own headers and codes.

    x-vercel-mitigated                      its firewall: a challenge, or too many requests
    x-vercel-error: DEPLOYMENT_…            there is no such deployment (vercel.com/docs/errors)
    a redirect to its login                 its protection

Codes of functions (`FUNCTION_…`) are the app's own doing, and are judged as such.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from harness.model.event import Event, Phase
from harness.model.journey import Journey

LOGIN_HOSTS = ("vercel.com", "www.vercel.com")
LOGIN_PATHS = ("/sso-api", "/login", "/sso")
_LATER = ("DEPLOYMENT_NOT_READY", "DEPLOYMENT_NOT_FOUND", "INTERNAL_FUNCTION_NOT_READY")
_REDIRECTS = (301, 302, 303, 307, 308)


class Place(StrEnum):
    """What stands in the app's place, in a person's words."""

    LOGIN = "a login wall"
    CHALLENGE = "a bot challenge"
    LIMIT = "a rate limit"
    NOT_READY = "a deployment that is not ready"
    GONE = "a deployment error"


@dataclass(frozen=True, slots=True)
class Instead:
    """What answered, and its own word for it."""

    place: Place
    code: str

    def __str__(self) -> str:
        """`a bot challenge (403 challenge)`."""
        return f"{self.place} ({self.code})"


def instead_of_app(status: int, headers: Mapping[str, object]) -> Instead | None:
    """What answered in the app's place; None where it may have been the app. Header names are in
    lower case.
    """
    if mitigated := str(headers.get("x-vercel-mitigated") or ""):
        is_limit = status == 429 and mitigated != "challenge"
        place = Place.LIMIT if is_limit else Place.CHALLENGE
        return Instead(place, f"{status} {mitigated}")
    code = str(headers.get("x-vercel-error") or "")
    if code.startswith(_LATER):
        return Instead(Place.NOT_READY, f"{status} {code}")
    if code.startswith("DEPLOYMENT_"):
        return Instead(Place.GONE, f"{status} {code}")
    if status in _REDIRECTS and is_login(str(headers.get("location") or "")):
        return Instead(Place.LOGIN, f"{status} to {urlsplit(str(headers['location'])).netloc}")
    return None


def instead_of_page(status: int, headers: Mapping[str, object]) -> Instead | None:
    """The same of a page: there a 401 that came through the hosting is its login, for the app's own
    pages are answered to everybody (contract.md, "Runner").
    """
    found = instead_of_app(status, headers)
    if found is None and status == 401 and headers.get("x-vercel-id"):
        return Instead(Place.LOGIN, "401")
    return found


def is_login(url: str) -> bool:
    """Whether the address is the hosting's own login."""
    parts = urlsplit(url)
    return parts.hostname in LOGIN_HOSTS and parts.path.startswith(LOGIN_PATHS)


def hindrance(journey: Journey) -> str:
    """That somebody else answered in the app's place on the way, in a sentence; '' where nobody was
    seen to.
    """
    return next((said for it in journey.events if (said := _instead(it))), "")


def skew(journey: Journey) -> str:
    """That pages of two builds answered in the journey, in a sentence; '' where no two did, or
    where the app's pages name no build.
    """
    name = journey.rules.commit_header
    seen = dict.fromkeys(_commits(journey.events, name)) if name else {}
    if len(seen) < 2:
        return ""
    first, second, *_ = seen
    return f"Two builds answered in one journey: commit {first[:12]}, then {second[:12]}."


def _instead(event: Event) -> str:
    if event.what not in ("document", "request") or event.kind is not Phase.OK:
        return ""
    if event.detail.get("foreign") is True:
        return ""
    status, headers = event.detail.get("status"), event.detail.get("headers")
    if not isinstance(status, int) or not isinstance(headers, Mapping):
        return ""
    url = event.text("url")
    is_page = event.what == "document"
    found = (instead_of_page if is_page else instead_of_app)(status, headers)
    if found is None and is_page and is_login(url):
        found = Instead(Place.LOGIN, urlsplit(url).netloc)
    if found is None:
        return ""
    where = urlsplit(url).path or "a call"
    return f"The hosting answered in the app's place: {found} at {where}."


def _commits(events: Iterable[Event], name: str) -> Iterable[str]:
    for event in events:
        headers = event.detail.get("headers")
        if event.what != "document" or event.kind is not Phase.OK:
            continue
        commit = str(headers.get(name) or "") if isinstance(headers, Mapping) else ""
        if commit:
            yield commit
