"""GitHub's REST API, as far as publishing needs it.

The token goes to the API's own origin and nowhere else: a page or a redirect that names another one
is not followed. What is asked again, and when, is in `harness.publish.patience`; all waits of one
client together stay under its limit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from harness.errors import BadSetting, NotTold, TellingRefused
from harness.publish.patience import after_crash_s, pause_s

TIMEOUT_S = 15.0
ATTEMPTS = 5
HOPS = 3
PAGES = 50  # of a hundred each
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
Tree = Any  # JSON, whose shape is GitHub's


@dataclass(frozen=True, slots=True)
class Patience:
    """How long all waits together may last, and the time; `epoch_s` is compared with GitHub's."""

    limit_s: float
    epoch_s: Callable[[], float]
    sleep_s: Callable[[float], None]


class Api:
    """Asks GitHub with one token; knows how long it has waited already."""

    def __init__(self, root: str, token: str, patience: Patience) -> None:
        self._root = _safe(root)
        self._patience = patience
        self._waited_s = 0.0
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {token}",
            "User-Agent": "layerproof",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self._client = httpx.Client(headers=headers, timeout=TIMEOUT_S, follow_redirects=False)

    def close(self) -> None:
        """Ends its connections."""
        self._client.close()

    def get(self, path: str) -> Tree:
        """What stands at the path; raises TellingRefused, NotTold."""
        return self._tree(self._asked("GET", self._address(path)))

    def all(self, path: str) -> Iterator[Tree]:
        """Every element of a list that comes in pages; raises TellingRefused, NotTold."""
        address = f"{self._address(path)}?per_page=100"
        for _ in range(PAGES):
            answer = self._asked("GET", address)
            yield from self._tree(answer)
            following = answer.links.get("next", {}).get("url")
            if not following:
                return
            address = self._at_home(urljoin(address, following))
        raise NotTold(f"{path} has more than {PAGES} pages: it was not read to its end.")

    def put(self, method: str, path: str, body: Mapping[str, object], *, again: bool) -> Tree:
        """Writes the body there. `again` says whether writing it twice is the same as once; where
        it is not, an answer that does not come leaves open what happened: NotTold at once.
        """
        return self._tree(self._asked(method, self._address(path), body, again=again))

    def _asked(
        self,
        method: str,
        address: str,
        body: Mapping[str, object] | None = None,
        *,
        again: bool = True,
    ) -> httpx.Response:
        for attempt in range(1, ATTEMPTS + 1):
            answer, what = self._once(method, address, body)
            if answer is not None and answer.is_success:
                return answer
            wait = self._before_next(answer, attempt)
            if wait is None and answer is not None:
                raise _refused(method, address, answer)
            lost = answer is None or answer.status_code >= 500
            if wait is None or attempt == ATTEMPTS or (lost and not again):
                raise NotTold(f"GitHub could not be told: {method} {_path(address)}: {what}.")
            self._wait(wait, what)
        raise AssertionError  # the last attempt returns or raises

    def _once(
        self, method: str, address: str, body: Mapping[str, object] | None
    ) -> tuple[httpx.Response | None, str]:
        """The answer, redirects followed at home, or None; and what came, in words."""
        try:
            for _ in range(HOPS):
                answer = self._client.request(method, address, json=body)
                if not answer.has_redirect_location:
                    break
                address = self._at_home(urljoin(address, answer.headers["location"]))
        except httpx.HTTPError as error:
            return None, f"no answer ({type(error).__name__})"
        return answer, f"status {answer.status_code}"

    def _before_next(self, answer: httpx.Response | None, attempt: int) -> float | None:
        if answer is None:
            return after_crash_s(attempt)
        return pause_s(answer, attempt, self._patience.epoch_s())

    def _wait(self, wait_s: float, what: str) -> None:
        if self._waited_s + wait_s > self._patience.limit_s:
            raise NotTold(
                f"GitHub could not be told: {what}, and it is to be asked again in {wait_s:.0f} s, "
                f"which is longer than the {self._patience.limit_s:.0f} s that are waited in all."
            )
        self._waited_s += wait_s
        self._patience.sleep_s(wait_s)

    def _address(self, path: str) -> str:
        return f"{self._root}{path}"

    def _at_home(self, address: str) -> str:
        """The address, of the API's own origin; raises NotTold for any other."""
        if _origin(address) != _origin(self._root):
            raise NotTold(
                f"GitHub's API at {self._root} sends on to another host, "
                f"{urlsplit(address).hostname}: the token does not go there."
            )
        return address

    def _tree(self, answer: httpx.Response) -> Tree:
        try:
            return answer.json()
        except ValueError as error:
            path = _path(str(answer.url))
            raise NotTold(f"What answers at {path} speaks no JSON: is it GitHub's API?") from error


def _safe(root: str) -> str:
    """The API's address without a slash at its end; raises BadSetting where a token is not safe."""
    parts = urlsplit(root)
    private = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not private or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise BadSetting(f"GITHUB_API_URL is '{root}': the token goes to an https address only.")
    return root.rstrip("/")


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual


def _path(address: str) -> str:
    return urlsplit(address).path


def _refused(method: str, address: str, answer: httpx.Response) -> TellingRefused:
    try:
        said = str(answer.json().get("message", ""))
    except (ValueError, AttributeError):
        said = answer.reason_phrase
    line = " ".join(said.split())[:200]
    asked = f"{method} {_path(address)}"
    return TellingRefused(answer.status_code, asked, line)
