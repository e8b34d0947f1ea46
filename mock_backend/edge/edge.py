"""A stand-in for Vercel's edge before the mock application, for tests of what meets a preview.

    request ─▶ API, issuer ─▶ firewall ─▶ deployment ─▶ protection ─▶ cache ─▶ function ─▶ app

Every answer says `x-vercel-id` (`<region of the edge>::<region of the function>::<id>`, the
function's where one was asked), `x-vercel-cache` and `x-commit`, the build that answered.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from joserfc.jwk import RSAKey
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_backend.edge.asked import Asked, Headers, Reply, asked_of
from mock_backend.edge.deployment import API, HEALTH, RUNNER, Builds, Names, described, health
from mock_backend.edge.door import Door
from mock_backend.edge.issuer import Checker, Issuer
from mock_backend.edge.mishap import Branch, mishaps, timeouts
from mock_backend.edge.page import Gathering, Whole, naming, with_toolbar
from mock_backend.edge.switch import SWITCHES, Span

EDGE_REGION, FUNCTION_REGION = "fra1", "iad1"
SKIP_TOOLBAR = "x-vercel-skip-toolbar"
CONTROL = "/__layerproof/"


@dataclass(frozen=True, slots=True)
class Time:
    """Two clocks and a pause: `monotonic_s` for what lasts, `epoch_s` for what expires."""

    monotonic_s: Callable[[], float]
    epoch_s: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the edge does: the switches that are on, the secret that it knows, the token of its API
    ('' for nobody), and what the deployment is called.
    """

    on: Mapping[str, Span]
    secret: str = field(repr=False)
    api_token: str = field(default="", repr=False)
    names: Names = field(default_factory=lambda: Names("", "", "", "", ""))


class Edge:
    """The application `inner` behind the edge; the control plane of the mock stays as it is."""

    def __init__(
        self, inner: ASGIApp, plan: Plan, time: Time, *, key: RSAKey | None = None
    ) -> None:
        self._inner = inner
        self._plan = plan
        self._time = time
        began_s = time.monotonic_s()
        ttl_s = _seconds(plan.on, "oidc")
        self.issuer = Issuer(secret=plan.secret, ttl_s=ttl_s, now_s=time.epoch_s, key=key)
        checker = Checker(self.issuer.jwks(), time.epoch_s)
        self._door = Door(
            plan.secret,
            cookie_s=_seconds(plan.on, "protection"),
            now_s=time.epoch_s,
            holds=checker.holds if "oidc" in plan.on else lambda _: False,
        )
        self._builds = Builds(plan.names, plan.on, began_s)
        self._before = (*mishaps(plan.on, began_s), *self._protection())
        self._timeout = timeouts(plan.on, began_s)
        self._warm: set[str] = set()
        self._kept: tuple[Whole, float] | None = None
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._inner(scope, receive, send)
            return
        asked = asked_of(scope, self._time.monotonic_s())
        own = self._own(asked)
        if own is not None:
            await own.send(send)
            return
        refused = self._refused(asked)
        if refused is not None:
            await _with(refused, self._named(asked, "")).send(send)
            return
        commit = self._builds.commit(asked)
        known = self._known(asked, commit)
        if known is not None:
            await _with(known, self._named(asked, commit)).send(send)
            return
        await self._warmed(asked)
        await self._asked_of_app(asked, commit, scope, receive, send)

    def _protection(self) -> tuple[Branch, ...]:
        guarded = "protection" in self._plan.on or "oidc" in self._plan.on
        return (self._door.answer,) if guarded else ()

    def _own(self, asked: Asked) -> Reply | None:
        """What the hosting's API and the issuer answer, which are no part of the deployment."""
        if asked.path.startswith(API):
            gone = {"deployment-error": "ERROR", "not-ready": "BUILDING"}
            state = next((it for name, it in gone.items() if name in self._plan.on), "READY")
            return described(asked, self._plan.names, state, token=self._plan.api_token)
        return self.issuer.answer(asked)

    def _refused(self, asked: Asked) -> Reply | None:
        """What the hosting says in the app's place."""
        replies = (branch(asked) for branch in (*self._before, self._timeout))
        return next((it for it in replies if it is not None), None)

    def _known(self, asked: Asked, commit: str) -> Reply | None:
        """The answer that the edge has already: the build's own name, or a page that was kept."""
        if asked.path == HEALTH:
            return health(commit)
        if self._kept is None or not _is_runner(asked):
            return None
        whole, at_s = self._kept
        kept = tuple(it for it in whole.headers if it[0] != "content-length")
        age = ("age", str(int(asked.at_s - at_s)))
        return Reply(whole.status, (*kept, age, ("x-vercel-cache", "HIT")), whole.body)

    async def _warmed(self, asked: Asked) -> None:
        """Lets the first call of each function wait for it, where functions are cold."""
        name = asked.function
        if "cold-start" in self._plan.on and name and name not in self._warm:
            self._warm.add(name)
            await self._time.sleep(_seconds(self._plan.on, "cold-start"))

    async def _asked_of_app(
        self, asked: Asked, commit: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        named = self._named(asked, commit)
        if asked.is_page:
            gathering = Gathering(send, lambda whole: self._changed(asked, whole), named)
            await self._inner(scope, receive, gathering.send)
        else:
            await self._inner(scope, receive, naming(send, named))

    def _changed(self, asked: Asked, whole: Whole) -> Whole:
        if "toolbar" in self._plan.on and not asked.said(SKIP_TOOLBAR):
            whole = with_toolbar(whole)
        if "cached-page" in self._plan.on and _is_runner(asked) and whole.is_html:
            self._kept = (whole, asked.at_s)
        return whole

    def _named(self, asked: Asked, commit: str) -> Headers:
        regions = [EDGE_REGION, *([FUNCTION_REGION] if asked.function else [])]
        number = f"{next(self._numbers):05x}-{round(self._time.epoch_s() * 1000)}"
        cached = self._kept is not None and _is_runner(asked)
        cache = () if cached else (("x-vercel-cache", "MISS" if asked.function else "HIT"),)
        build = (("x-commit", commit),) if commit else ()
        return (("x-vercel-id", "::".join([*regions, number])), *cache, *build)


def _with(reply: Reply, headers: Headers) -> Reply:
    return replace(reply, headers=(*reply.headers, *headers))


def _is_runner(asked: Asked) -> bool:
    return asked.is_page and asked.path.startswith(RUNNER)


def _seconds(on: Mapping[str, Span], name: str) -> float:
    return on.get(name, SWITCHES[name].usual).seconds or 0.0
