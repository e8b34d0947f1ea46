"""Before a browser starts: whether the application answers at the URL at all.

Two questions without a token: the runner's page for an id that no session has, and the session
API for the same id. A sound app answers the page with 200 and HTML, and refuses the call. One of
the two may be broken, which is for the scenarios to find; where neither looks like the app, nothing
can be proved.

A refusal in the manner of an API is what any other app may give. So where the runner's page is
missing, the profile's other pages are asked for, its sign-in and its starters: where one of them is
there, or fails, the app may be this one with a broken runner, which is only told; where all of them
are missing it is another app, or another profile's.

Protections of the hosting (a login, a bot challenge) are told from the app's own answers.
"""

import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpx

from harness.errors import NotDeployed, NotTheApp, Protected, TargetUnreachable
from harness.judge.hosting import Instead, Place, instead_of_app, instead_of_page
from harness.model.loopback import is_local
from harness.profile.profile import Profile
from harness.profile.template import at
from harness.stage.loopback import Dialled
from harness.stage.tag import headers_with, said_by_us

# A cold start of a serverless deployment takes a few seconds.
TIMEOUT_S = 20.0
_LOOPBACK = ("localhost", "127.", "[::1]", "::1")
_BYPASS = (
    "Give what lets a machine in: VERCEL_AUTOMATION_BYPASS_SECRET in the environment, --oidc, "
    "--header 'x-vercel-protection-bypass: SECRET', or a URL without protection."
)
_REFUSED = (
    "What was sent to let a machine in is refused: is the secret, or the token, this project's, "
    "and has it not expired?"
)
_KEYS = ("x-vercel-protection-bypass", "x-vercel-trusted-oidc-idp-token")
_CURES = {
    Place.LOGIN: (Protected, _BYPASS),
    Place.CHALLENGE: (
        Protected,
        "A secret does not pass it: let this machine's address through the firewall, or end the "
        "attack mode.",
    ),
    Place.LIMIT: (
        Protected,
        "Wait before you ask again, or let this machine's address through the firewall.",
    ),
    Place.NOT_READY: (NotTheApp, "Is it still being built, and the address right?"),
    Place.GONE: (NotDeployed, "Deploy it again, or give another deployment's address."),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was found at the URL: the build that the app names, and what is odd but no obstacle.

    `first_ms` is how long the runner's page took, and `way` the id that a hosting gave to its
    answer.
    """

    build: str = ""
    notes: tuple[str, ...] = ()
    first_ms: float = field(default=0.0, compare=False)
    way: str = ""


def client_for(
    url: str, *, headers: Mapping[str, str], insecure: bool, transport: httpx.BaseTransport | None
) -> httpx.Client:
    """A client for this origin, which it never leaves: redirects are not followed.

    Proxies come from the environment, except for loopback, where browsers use none either.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    if transport is None and is_local(host):
        transport = Dialled(httpx.HTTPTransport(verify=not insecure))
    return httpx.Client(
        # Without the login, so that no message repeats it.
        base_url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
        auth=login,
        headers=dict(headers),
        verify=not insecure,
        timeout=TIMEOUT_S,
        trust_env=not host.startswith(_LOOPBACK),
        transport=transport,
    )


def preflight(
    url: str,
    profile: Profile,
    *,
    headers: Mapping[str, str] | None = None,
    insecure: bool = False,
    tag: str = "",
    transport: httpx.BaseTransport | None = None,
) -> Arrival:
    """What answers at the URL, when it is the application; each question says the `tag`.

    Raises TargetUnreachable when nothing answers, NotTheApp when it is something else, a login of
    the hosting, or a bot challenge.
    """
    unknown = quote(profile.ids.unknown, safe="")
    page = profile.paths.runner.replace("{id}", unknown)
    call = profile.api.session[0].at(unknown)
    sent = {**said_by_us(tag, headers or {}), **headers_with(tag, headers or {})}
    with client_for(url, headers=sent, insecure=insecure, transport=transport) as client:
        began = time.monotonic()
        shown = _get(client, page, "text/html")
        first_ms = (time.monotonic() - began) * 1_000
        _refuse_protection(shown, profile)
        told = _get(client, call, "application/json")
        if not _is_page(shown) and not _is_api(told):
            raise NotTheApp(_something_else(profile, shown, told))
        if _is_html(told) and told.status_code == 200:
            raise NotTheApp(_something_else(profile, shown, told))
        if _is_missing(shown):
            pages = [_get(client, it, "text/html") for it in _pages(profile)]
            if pages and all(map(_is_missing, pages)):
                raise NotTheApp(_something_else(profile, shown, told, *pages))
        build = _build(client, profile)
    notes, way = tuple(_notes(shown, told, profile)), shown.headers.get("x-vercel-id", "")
    return Arrival(build, notes, first_ms, way)


def _get(client: httpx.Client, path: str, accept: str) -> httpx.Response:
    try:
        answer = client.get(path, headers={"accept": accept})
    except httpx.TransportError as error:
        asked = urljoin(str(client.base_url), path)
        raise TargetUnreachable(
            f"Nothing answers at {asked}: {_why(error)}. {_cure(error)}"
        ) from error
    refuse_another(str(answer.url), answer.status_code, answer.headers, keys=answer.request.headers)
    return answer


def refuse_another(
    url: str, status: int, headers: Mapping[str, str], *, keys: Iterable[str]
) -> None:
    """Raises Protected, NotDeployed or NotTheApp where a hosting answered in the app's place;
    `keys` are the names of the headers that were sent.
    """
    _refuse(url, instead_of_app(status, headers), keys)


def refuse_another_page(
    url: str, status: int, headers: Mapping[str, str], *, keys: Iterable[str]
) -> None:
    """The same for the answer to a page, of which a 401 is the hosting's, too."""
    _refuse(url, instead_of_page(status, headers), keys)


def _refuse(url: str, found: Instead | None, keys: Iterable[str]) -> None:
    if found is not None:
        error, cure = _CURES[found.place]
        cure = _bypass(keys) if found.place is Place.LOGIN else cure
        raise error(f"{url} is behind {found}. {cure}")


def _bypass(sent: Iterable[str]) -> str:
    """What to do about a login wall, by whether a key was sent."""
    return _REFUSED if any(it.lower() in _KEYS for it in sent) else _BYPASS


def _why(error: httpx.TransportError) -> str:
    return str(error) or type(error).__name__


def _cure(error: httpx.TransportError) -> str:
    if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error).upper():
        return "If you trust this certificate, add --insecure."
    if isinstance(error, httpx.ProxyError):
        return "The proxy is the environment's (HTTPS_PROXY, NO_PROXY): correct it there."
    if isinstance(error, httpx.TimeoutException):
        return f"Nothing came within {TIMEOUT_S:g} s. Is the address right, and the app awake?"
    return "Is the address right, and the app running?"


def _refuse_protection(answer: httpx.Response, profile: Profile) -> None:
    """Raises Protected where the hosting stands before the app, NotTheApp where another address is
    meant.
    """
    if answer.status_code in (401, 403):
        said = f"{answer.url} answers {answer.status_code}: a login wall."
        raise Protected(f"{said} {_bypass(answer.request.headers)}")
    if not answer.is_redirect:
        return
    to = urljoin(str(answer.url), answer.headers.get("location", ""))
    here, there = urlsplit(str(answer.url)), urlsplit(to)
    if there.path == here.path:
        origin = f"{there.scheme}://{there.netloc}"
        raise NotTheApp(f"{answer.url} redirects to {to}. Give that address: --url {origin}")
    if there.netloc != here.netloc:
        said = f"{answer.url} redirects to a login at {there.netloc}."
        raise Protected(f"{said} {_bypass(answer.request.headers)}")
    if there.path != profile.paths.sign_in:
        raise NotTheApp(
            f"{answer.url} redirects to {to}, which the profile does not know as its sign-in "
            f"({profile.paths.sign_in or 'it names none'}). Correct paths in the profile, or give "
            "another URL."
        )


def _is_html(answer: httpx.Response) -> bool:
    return "html" in answer.headers.get("content-type", "")


def _is_page(answer: httpx.Response) -> bool:
    """The runner, or (by `_refuse_protection`) a redirect to the app's own sign-in."""
    return answer.is_redirect or (answer.status_code == 200 and _is_html(answer))


def _is_missing(answer: httpx.Response) -> bool:
    """Neither a page nor an error on the way to one: the server says that there is none, or that
    something else is there.
    """
    return answer.status_code in (404, 410) or (answer.status_code == 200 and not _is_html(answer))


def _pages(profile: Profile) -> list[str]:
    """The pages beside the runner that the profile names, and that can be asked for as they are."""
    named = [profile.paths.sign_in, *(it.path for it in profile.starters.values())]
    return [it for it in dict.fromkeys(named) if it and "{" not in it]


def _is_api(answer: httpx.Response) -> bool:
    """A refusal in the manner of an API: no page, and a status that a handler chose."""
    return answer.status_code in (400, 401, 403, 404, 410, 429) and not _is_html(answer)


def _something_else(profile: Profile, *answers: httpx.Response) -> str:
    where = urljoin(str(answers[0].url), "/")
    return (
        f"What answers at {where} is not the app of profile '{profile.name}': "
        f"{'; '.join(map(_told, answers))}. Is it the right address, and the right profile?"
    )


def _told(answer: httpx.Response) -> str:
    kind = answer.headers.get("content-type", "no content type").partition(";")[0]
    why = answer.headers.get("x-vercel-error", "")
    return f"GET {answer.url.path} gave {answer.status_code} {kind}{f' ({why})' if why else ''}"


def _build(client: httpx.Client, profile: Profile) -> str:
    """The commit that the app names at its health page; '' where it names none."""
    if profile.health is None or not profile.health.commit:
        return ""
    answer = _get(client, profile.health.path, "application/json")
    try:
        return str(at(answer.json(), profile.health.commit) or "")
    except ValueError:
        return ""


def _notes(shown: httpx.Response, told: httpx.Response, profile: Profile) -> list[str]:
    notes = []
    if shown.is_redirect:
        notes.append(f"the runner redirects a person without session to {profile.paths.sign_in}")
    elif not _is_page(shown):
        notes.append(f"the runner's page is missing: {_told(shown)}")
    if not _is_api(told):
        notes.append(f"the session API does not refuse a call without a token: {_told(told)}")
    return notes
