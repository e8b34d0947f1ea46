"""Looks in a browser for each locator of a profile: found or not, where, and what is nearest.

sign-in page                     the steps of each form
each starter's page, signed in   its steps
the runner of a session          loading, ready, answering and ending
the runner of an unknown id      error, its kind, Return to Dashboard
the runner, signed out           its kind, Sign in
the runner, server cut off       its kind, Retry
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from harness.browser.agent import tagged_options
from harness.browser.cdp import CdpClient
from harness.browser.driver import PlaywrightDriver
from harness.browser.launch import chromium_arguments, debugging_port, launch_options
from harness.browser.proxy import proxy_from
from harness.browser.room import PlaywrightRoom
from harness.browser.secrets import SecretHeaders
from harness.conditions.wire import Fault
from harness.errors import LayerproofError, Unsupported
from harness.init.offer import offer
from harness.machine.browser import find_browser
from harness.machine.survey import Finding
from harness.model.naming import SIGN_IN
from harness.model.target import Target
from harness.model.word import ErrorKind, Role, Screen
from harness.profile.locator import Locator, Sign
from harness.profile.profile import Profile
from harness.profile.sign_in import ByForm
from harness.profile.step import Step
from harness.settings.settings import Settings
from harness.stage.created import CreatedSource
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.settle import Settler
from harness.stage.source import SessionSource, Wish
from harness.stage.tag import headers_with, tag_of

APPEARS_MS = 4_000.0

SourceOf = Callable[[Profile], SessionSource]
OpenDriver = Callable[[EventLog], PlaywrightDriver]


def look(
    url: str,
    profile: Profile,
    settings: Settings,
    environ: Mapping[str, str],
    *,
    run: str,
    seeded: SourceOf | None = None,
) -> Sequence[Finding]:
    """One finding for each locator, named by its key in the profile.

    `seeded` makes the source of sessions where the target can be seeded; else they are made
    through the app's own pages, tagged with the id `run`, and removed where the profile says how.
    Raises Inconclusive where the browser cannot be used at all.
    """
    tag = "" if seeded else tag_of(run)
    headers = headers_with(tag, settings.plain_headers)
    target = Target(profile.name, url, frozenset(), headers=headers, run=run, tag=tag)
    with _browser(target, profile, settings, environ) as open_driver:
        source = seeded(profile) if seeded else _created(target, profile, settings, open_driver)
        try:
            return tuple(_Look(target, profile, source, open_driver).findings())
        finally:
            source.clean()


@contextmanager
def _browser(
    target: Target, profile: Profile, settings: Settings, environ: Mapping[str, str]
) -> Iterator[OpenDriver]:
    found = find_browser(full=False, explicit=settings.browser_path or None, environ=environ)
    arguments = chromium_arguments(profile)
    proxy = proxy_from(environ, url=settings.url)
    options = launch_options({}, executable=str(found.path), arguments=arguments, proxy=proxy)
    context = {"ignore_https_errors": True} if settings.insecure else {}
    with sync_playwright() as playwright:
        options = tagged_options(playwright.chromium, options, target.tag)
        browser = playwright.chromium.launch(**options)
        secrets = _secrets(browser, target)
        try:
            yield lambda log: PlaywrightDriver(
                *(browser, browser.new_context, log, None, context, browser.close),
                carries_secrets=secrets is not None,
            )
        finally:
            if secrets is not None:
                secrets.close()
            browser.close()


def _secrets(browser: Browser, target: Target) -> SecretHeaders | None:
    if not target.headers:
        return None
    client = CdpClient.connect(debugging_port(browser))
    return SecretHeaders(client, [target.origin], target.headers)


def _created(
    target: Target, profile: Profile, settings: Settings, open_driver: OpenDriver
) -> SessionSource:
    return CreatedSource(
        target,
        profile,
        profile.rules(base_url=target.base_url),
        lambda name: profile.visitor(name).filled(os.environ, target.run),
        open_driver,
        insecure=settings.insecure,
    )


class _Look:
    """One walk through the app."""

    def __init__(
        self, target: Target, profile: Profile, source: SessionSource, open_driver: OpenDriver
    ) -> None:
        self._target = target
        self._profile = profile
        self._source = source
        self._open_driver = open_driver
        self._rules = profile.rules(base_url=target.base_url)

    def findings(self) -> Iterator[Finding]:
        """The findings, page by page; a page that cannot be reached is one finding."""
        without = (self._unknown, self._nobody, self._cut_off)
        for page in (self._sign_in, self._starters, self._runner, *without):
            try:
                yield from page()
            except (LayerproofError, Error) as error:
                said = str(error).splitlines()[0]
                name = page.__name__.strip("_").replace("_", " ")
                yield Finding(name, False, said, "", needed=not isinstance(error, Unsupported))

    def _sign_in(self) -> Iterator[Finding]:
        for name, way in self._profile.sign_in.items():
            if isinstance(way, ByForm):
                with self._room(Visa()) as (room, tab, _):
                    room.goto(tab, self._at(way.path or self._profile.paths.sign_in))
                    yield from self._steps(room, tab, f"sign_in.{name}", way.steps, {})

    def _starters(self) -> Iterator[Finding]:
        for name, starter in self._profile.starters.items():
            visitor = self._source.visitor(starter.visitor)
            visa = self._source.visa(visitor, token="valid", origin=self._target.origin)
            values = self._source.values(starter.owner or starter.visitor)
            with self._room(visa) as (room, tab, _):
                room.goto(tab, self._at(starter.path))
                yield from self._steps(room, tab, f"starters.{name}", starter.steps, values)

    def _runner(self) -> Iterator[Finding]:
        session = self._source.make(Wish(in_storage=False)).session
        visa = self._source.visa(session.owner, token="valid", origin=self._target.origin)
        with self._room(visa) as (room, tab, settler):
            room.goto(tab, self._profile.runner_url(self._target.origin, session.url_id))
            settler.settle(tab, since=0)
            yield self._screen(settler, Screen.LOADING)
            yield from self._sign(room, tab, "screens.ready", self._profile.screens.ready)
            for act in ("answer", "end"):
                for step in getattr(self._profile.acts, act):
                    yield self._one(room, tab, f"acts.{act}", step.locator)

    def _unknown(self) -> Iterator[Finding]:
        visitor = self._source.visitor(next(iter(self._profile.visitors)))
        visa = self._source.visa(visitor, token="valid", origin=self._target.origin)
        url = self._profile.runner_url(self._target.origin, self._profile.ids.unknown)
        with self._room(visa) as (room, tab, settler):
            room.goto(tab, url)
            settler.settle(tab, since=0)
            yield from self._sign(room, tab, "screens.error", self._profile.screens.error)
            yield self._kind(settler, ErrorKind.NOT_FOUND)
            if back := self._profile.buttons.dashboard:
                yield self._one(room, tab, "buttons.dashboard", back)

    def _nobody(self) -> Iterator[Finding]:
        """What who is not signed in sees; nothing else than anybody on an app without sign-in."""
        if SIGN_IN in self._profile.unnamed:
            return
        url = self._profile.runner_url(self._target.origin, self._profile.ids.unknown)
        with self._room(Visa()) as (room, tab, settler):
            room.goto(tab, url)
            settler.settle(tab, since=0)
            yield self._kind(settler, ErrorKind.SIGNED_OUT)
            if enter := self._profile.buttons.sign_in:
                yield self._one(room, tab, "buttons.sign_in", enter)

    def _cut_off(self) -> Iterator[Finding]:
        visitor = self._source.visitor(next(iter(self._profile.visitors)))
        visa = self._source.visa(visitor, token="valid", origin=self._target.origin)
        url = self._profile.runner_url(self._target.origin, self._profile.ids.unknown)
        with self._room(visa, Fault(Role.SESSION, reset=True)) as (room, tab, settler):
            room.goto(tab, url)
            settler.settle(tab, since=0)
            yield self._kind(settler, ErrorKind.NETWORK)
            yield self._one(room, tab, "buttons.retry", self._profile.buttons.retry)

    @contextmanager
    def _room(self, visa: Visa, *faults: Fault) -> Iterator[tuple[PlaywrightRoom, str, Settler]]:
        log = EventLog()
        driver = self._open_driver(log)
        plan = RoomPlan(
            origin=self._target.origin,
            other_origin="",
            profile=self._profile,
            visa=visa,
            routes=faults,
            secret_headers=self._target.headers,
            run=self._target.run,
        )
        room = driver.open_playwright_room(plan)
        try:
            yield room, room.new_tab(), Settler(driver, log, self._rules)
        finally:
            room.close()

    def _at(self, path: str) -> str:
        return self._target.origin + path

    def _steps(
        self,
        room: PlaywrightRoom,
        tab: str,
        name: str,
        steps: Sequence[Step],
        values: Mapping[str, str],
    ) -> Iterator[Finding]:
        """Each step's locator; all but the last are done, so that what they bring up is there."""
        for number, step in enumerate(steps):
            finding = self._one(room, tab, f"{name}.steps[{number}]", step.locator)
            yield finding
            if not finding.found:
                return
            if values and number < len(steps) - 1:
                room.do(tab, step, values)

    def _sign(self, room: PlaywrightRoom, tab: str, name: str, sign: Sign) -> Iterator[Finding]:
        for locator in sign.all:
            yield self._one(room, tab, name, locator)
        if sign.any:
            seen = [it for it in sign.any if room.appears(tab, it, APPEARS_MS / len(sign.any))]
            told = f"{seen[0]}" if seen else f"none of {', '.join(map(str, sign.any))}"
            cure = "" if seen else self._nearest(room, tab, sign.any[0])
            yield Finding(name, bool(seen), told, cure, needed=True)

    def _one(self, room: PlaywrightRoom, tab: str, name: str, locator: Locator) -> Finding:
        if room.appears(tab, locator, APPEARS_MS):
            return Finding(name, True, str(locator), "", needed=True)
        where = room.address(tab).removeprefix(self._target.origin)
        detail = f"{locator} is not visible at {where}"
        return Finding(name, False, detail, self._nearest(room, tab, locator), needed=True)

    def _nearest(self, room: PlaywrightRoom, tab: str, locator: Locator) -> str:
        return offer(locator.role, locator.words, room.look(tab))

    def _screen(self, settler: Settler, screen: Screen) -> Finding:
        seen = settler.saw("screen", screen)
        told = "seen while the runner loaded" if seen else "never seen while the runner loaded"
        return Finding(f"screens.{screen}", seen, told, "", needed=True)

    def _kind(self, settler: Settler, kind: ErrorKind) -> Finding:
        seen = settler.saw("kind", kind)
        told = "told from the error screen" if seen else "the error screen did not tell this kind"
        cure = "" if seen else f"See errors.kinds or errors.attribute.words for '{kind}'."
        return Finding(f"errors.{kind}", seen, told, cure, needed=True)
