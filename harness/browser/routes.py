"""Faults played in the browser, for targets whose server cannot be told to fail.

A route never sleeps: it is held, and continued later by `due`, which the pump calls.

An answer that is played bears the header `PLAYED` with a name of its own, and is told under that
name, so that nobody takes it for the app's.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate

from playwright.sync_api import BrowserContext, Error, Request, Route

from harness.browser.stalling import Stalls
from harness.browser.telling import PLAYED
from harness.conditions.wire import Fault
from harness.errors import Unsupported
from harness.model.word import Capability, Role
from harness.profile.profile import Profile

# Which answer is played, '' where the request gets none at all; which request; and its role.
Told = Callable[[str, Request, Role], None]
"""Is given the name of an answer that was played, and the request that gets it."""


@dataclass(slots=True)
class Playing:
    """A fault in play: how many requests it saw, and how many it acted on."""

    fault: Fault
    dice: random.Random
    seen: int = 0
    acted: int = 0

    def applies(self) -> bool:
        """Whether it acts on the next request; counts the request."""
        self.seen += 1
        if self.seen <= self.fault.skip:
            return False
        if self.fault.times is not None and self.acted >= self.fault.times:
            return False
        if self.fault.probability < 1 and self.dice.random() >= self.fault.probability:
            return False
        self.acted += 1
        return True


@dataclass(slots=True)
class Held:
    """A route that is continued when its time has come."""

    route: Route
    at_s: float
    go: Callable[[], None] = field(repr=False)


class Routes:
    """The faults of one context. Nothing is routed until there is one: a route costs ×1.8 per
    request.
    """

    def __init__(
        self,
        context: BrowserContext,
        profile: Profile,
        owns: Callable[[str], bool],
        tell: Told,
        *,
        by_http: bool = True,
    ) -> None:
        self._context = context
        self._tell = tell
        self._by_http = by_http
        self._stalls = Stalls(PLAYED)
        self._answered = 0
        self._profile = profile
        self._owns = owns
        self._playing: list[Playing] = []
        self._held: list[Held] = []
        self._hung: list[Route] = []
        self._routed = False

    def play(self, fault: Fault) -> None:
        """Adds a fault; of several that apply the first acts. Raises Unsupported for an answer that
        stalls where the app is not asked by http.
        """
        if fault.stall and not self._by_http:
            raise Unsupported("an answer that stalls, over https", [Capability.SERVER_FAULTS])
        self._playing.append(Playing(fault, random.Random(fault.seed)))
        if not self._routed:
            self._routed = True
            self._context.route("**/*", self._handle)

    def due(self) -> None:
        """Continues what was held long enough."""
        now = time.monotonic()
        ready = [it for it in self._held if it.at_s <= now]
        self._held = [it for it in self._held if it.at_s > now]
        for held in ready:
            held.go()

    def calm(self) -> None:
        """Plays no fault any more; what is held stays held."""
        self._playing.clear()

    def release(self) -> None:
        """Lets go of everything that is held; the requests fail."""
        self._stalls.close()
        for route in [*(it.route for it in self._held), *self._hung]:
            quietly(lambda route=route: route.abort())  # type: ignore[misc] # bound per turn
        self._held, self._hung = [], []

    def _handle(self, route: Route, request: Request) -> None:
        # What is raised in here would come up in whatever call is under way.
        quietly(lambda: self._answer(route, request))

    def _answer(self, route: Route, request: Request) -> None:
        fault = self._fault_for(request)
        if fault is None:
            route.fallback()
        elif fault.hang:
            self._hung.append(route)
        elif fault.delay_ms and request.is_navigation_request():
            self._wait(fault.delay_ms)
            route.fallback()
        elif fault.delay_ms:
            at_s = time.monotonic() + fault.delay_ms / 1_000
            self._held.append(Held(route, at_s, lambda: quietly(route.fallback)))
        elif fault.offline:
            route.abort("internetdisconnected")
        elif fault.reset:
            route.abort("connectionreset")
        elif fault.stall:
            route.continue_(url=self._stalls.url(self._name(request)))
        else:
            self._play_answer(route, request, fault)

    def _wait(self, delay_ms: float) -> None:
        """Waits while everything else goes on: who navigates pumps nothing until the document is
        there, so that nobody would call `due`.
        """
        self._context.pages[0].wait_for_timeout(delay_ms)

    def _name(self, request: Request) -> str:
        """The name of the answer that is played next, which is told."""
        self._answered += 1
        name = f"played-{self._answered}"
        self._tell(name, request, self._role(request))
        return name

    def _play_answer(self, route: Route, request: Request, fault: Fault) -> None:
        name = self._name(request)
        headers = {
            "content-type": "application/problem+json",
            "access-control-expose-headers": PLAYED,
            "date": formatdate(usegmt=True),
            **dict(fault.headers),
            PLAYED: name,
        }
        route.fulfill(
            status=fault.status or 503,
            headers=headers,
            body="{}" if fault.body is None else fault.body,
        )

    def _fault_for(self, request: Request) -> Fault | None:
        role = self._role(request)
        for playing in self._playing:
            if playing.fault.role is role and playing.applies():
                if playing.fault.is_cut:
                    self._tell("", request, role)
                return playing.fault
        return None

    def _role(self, request: Request) -> Role:
        if not self._owns(request.url):
            return Role.OTHER
        if request.is_navigation_request():
            return Role.DOCUMENT
        if request.resource_type in ("script", "stylesheet", "image", "font"):
            return Role.ASSET
        return self._profile.api.role_of(request.method, request.url, request.post_data)


def quietly(act: Callable[[], object]) -> None:
    """Does it; a page that is gone meanwhile needs it no more."""
    try:
        act()
    except Error:
        return
