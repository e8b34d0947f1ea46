"""What one pytest process shares among its scenarios: target, profile, the run's folder and its
writer.

    controller (or the only process)        each xdist worker
    reserves the run's folder               is told the folder
                                            starts a mock of its own where no URL is given
                                            streams journeys and checks into the folder
    at the end: judges, reports             stops its mock

Nothing is made before the first scenario asks for the stage, so that the plugin does nothing in
suites that do not use it.
"""

import os
import shlex
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.backend.control import ControlPlane
from harness.backend.mock import Mock, start_mock
from harness.backend.proxied import proxy_control
from harness.conditions.condition import Condition
from harness.conditions.registry import compose
from harness.errors import (
    BackendLost,
    Inconclusive,
    NotDeployed,
    NotTheApp,
    TargetUnreachable,
)
from harness.invariants.registry import invariant_names
from harness.machine.turn import Turns
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.target import Target, origin_of
from harness.model.word import Capability
from harness.plugin.options import Options, read_options
from harness.plugin.version import versions
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.place import HEAD, make_place, new_id, point_latest
from harness.runs.writer import RunWriter, save_head
from harness.settings.settings import without_password
from harness.settings.writing import is_production, refuse_production, refuse_writing
from harness.stage.arrived import heard
from harness.stage.ask import ask
from harness.stage.bypass import cookies_for
from harness.stage.created import CreatedSource
from harness.stage.environment import said_production
from harness.stage.preflight import refuse_another_page
from harness.stage.tag import headers_with, tag_of

KEY: pytest.StashKey["Proof"] = pytest.StashKey()
# What the proxy before an app's database lets the harness do.
_BY_PROXY = (Capability.DATABASE_FAULTS,)


@dataclass
class Proof:
    """The shared state of one process; everything in it comes to be when it is first asked for."""

    options: Options
    worker: str
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    deselected: list[str] = field(default_factory=list)
    left_out: set[tuple[str, str]] = field(default_factory=set)
    lost: str = ""
    scenarios: int = 0
    planned: int = 0
    created: int = 0
    cleaned: int = 0
    source: CreatedSource | None = None
    gone: Inconclusive | None = None
    _closers: list[Callable[[], None]] = field(default_factory=list)

    @cached_property
    def profile(self) -> Profile:
        """The app's profile; raises BadProfile, UnknownName."""
        profile = load_profile(self.options.settings.profile_name)
        profile.refuse_unknown_deviations(invariant_names())
        for name in self.options.settings.starter:
            profile.starter(name)
        return profile

    @cached_property
    def starters(self) -> tuple[str, ...]:
        """The starters that were selected, in the profile's order."""
        asked = self.options.settings.starter
        return tuple(it for it in self.profile.starters if not asked or it in asked)

    def refuse_unknown_names(self) -> None:
        """Raises the UsageError that what was asked for by name would end in."""
        assert self.profile, "loading it refuses unknown starters, too"
        self.conditions("+".join(self.options.settings.under))

    def refuse_unallowed_host(self) -> None:
        """Raises BadSetting where nobody allowed that the target's host is written to."""
        refuse_writing(self.options.settings, self.profile, os.environ)

    @cached_property
    def mock(self) -> Mock | None:
        """The mock application of this process, started now; None where a URL names the target."""
        options = self.options
        if options.settings.url:
            return None
        mock = start_mock(store=options.store, defects=options.defects)
        self._closers.append(mock.stop)
        return mock

    @cached_property
    def target(self) -> Target:
        """Where the app is, and what it lets the harness do."""
        settings = self.options.settings
        if self.mock is not None:
            return self.mock.target(run=self.run_id)
        by_proxy = _BY_PROXY if settings.proxied and not self.is_production else ()
        return Target(
            self.profile.name,
            settings.url,
            frozenset({Capability.SIGN_IN, *by_proxy}),
            headers=headers_with(self.tag, settings.plain_headers),
            build=self.arrived.get("build", ""),
            run=self.run_id,
            tag=self.tag,
            cookies=self._cookies(),
            is_production=self.is_production,
        )

    @cached_property
    def arrived(self) -> Mapping[str, str]:
        """What was found at the target before this process began; empty where nobody looked."""
        return heard(os.environ, url=self.options.settings.url)

    def _cookies(self) -> dict[str, str]:
        """What the hosting gives for its secret, where that is asked for; raises Protected."""
        settings = self.options.settings
        if settings.bypass != "cookie" or not settings.bypass_secret.get_secret_value():
            return {}
        origin, headers = origin_of(settings.url), settings.plain_headers
        return cookies_for(origin, headers, insecure=settings.insecure, tag=self.tag)

    @cached_property
    def is_production(self) -> bool:
        """Whether the target is production, by the settings, the profile, or its own word; raises
        BadSetting where that, or its host, is not allowed, and TargetUnreachable.
        """
        settings = self.options.settings
        refuse_writing(settings, self.profile, os.environ)
        if not settings.url:
            return False
        why = said_production(
            origin_of(settings.url),
            self.profile,
            headers=settings.plain_headers,
            insecure=settings.insecure,
            tag=self.tag,
        )
        if why:
            refuse_production(settings, self.profile, why=why)
        return bool(why) or is_production(settings, self.profile)

    @cached_property
    def proxy(self) -> ControlPlane | None:
        """The proxy before the app's database; raises BadSetting, TargetUnreachable."""
        if not self.options.settings.proxied:
            return None
        control = proxy_control(self.options.settings.proxied, os.environ)
        self._closers.append(control.close)
        return control

    def turn(self, *, alone: bool) -> AbstractContextManager[None]:
        """The time of one scenario: where a hand on the database may disturb it, beside others that
        leave it alone, or `alone`; raises NotSaved.
        """
        if not self.options.settings.proxied:
            return nullcontext()
        make_place(self.folder)
        return Turns(self.folder).one(alone=alone)

    @cached_property
    def other_origin(self) -> str:
        """Another origin of the same app, '' where the profile names no other host."""
        host = self.profile.hosts.other
        parts = urlsplit(self.target.base_url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}" if host else ""

    @cached_property
    def rules(self) -> Rules:
        """What the judging needs of the profile."""
        return self.profile.rules(base_url=self.target.base_url)

    @cached_property
    def folder(self) -> Path:
        """The run's folder, which the writer makes."""
        return self.options.folder or self.options.settings.out / new_id(self.began)

    @property
    def run_id(self) -> str:
        """The run's id, which is its folder's name."""
        return self.folder.name

    @property
    def tag(self) -> str:
        """What the User-Agent of all that is sent ends in; '' for a mock, which is of this run
        alone.
        """
        return tag_of(self.run_id) if self.options.settings.url else ""

    @property
    def has_run(self) -> bool:
        """Whether there is something to judge: this process, or another, has played a scenario."""
        return (self.folder / HEAD).exists()

    @cached_property
    def writer(self) -> RunWriter:
        """Streams this process's journeys and checks; raises NotSaved."""
        make_place(self.folder)
        writer = RunWriter(self.folder, self.worker)
        self._closers.append(writer.close)
        if not self.has_run:
            save_head(self.folder, self.head())
            point_latest(self.folder)
        return writer

    def head(self) -> Run:
        """The run's head, as it is known now."""
        settings = self.options.settings
        target: Mapping[str, str] = {
            "name": self.target.name,
            "url": "" if self.target.is_mock else self.target.base_url,
            "build": self.target.build,
        }
        return Run(
            id=self.run_id,
            command=repeat_command(self.options),
            started_at=self.began.isoformat(timespec="milliseconds"),
            stage=Stage.STARTED,
            target=target,
            profile=self.profile.name,
            rules=self.rules,
            settings=settings.shown(),
            versions=versions(),
            selected_starters=self.starters,
            allow_untested=settings.allow_untested,
            tag=self.tag,
            planned=self.planned,
            hosting={name: it for name, it in self.arrived.items() if name != "build"},
        )

    def conditions(self, composed: str) -> tuple[Condition, ...]:
        """The conditions in `a+b`; raises UnknownName, Conflict."""
        return compose([composed])

    def clean_up(self) -> None:
        """Removes what was made on a target that is not the mock, and counts it."""
        if self.source is not None:
            self.created += self.source.created
            self.cleaned += self.source.clean()

    def target_is_gone(self) -> bool:
        """Whether nothing answers at the target any more; once gone, it stays so."""
        if self.gone is None:
            try:
                self._ask()
            except (BackendLost, TargetUnreachable, NotTheApp, NotDeployed) as error:
                self.gone = error
        return self.gone is not None

    def refuse_gone_target(self) -> None:
        """Raises what was found when the target was gone; BackendLost or TargetUnreachable."""
        if self.gone is not None:
            raise self.gone

    def _ask(self) -> None:
        if self.mock is not None:
            self.mock.check()
            return
        insecure = self.options.settings.insecure
        headers = self.target.headers
        try:
            found = ask(
                self.target.origin, "GET", "/", headers=headers, insecure=insecure, tag=self.tag
            )
            refuse_another_page(self.target.origin, found.status, found.headers, keys=headers)
        except TargetUnreachable as error:
            raise TargetUnreachable(
                f"{self.target.origin} went away in the middle of the run: {error}"
            ) from error

    def lose(self, error: BaseException) -> None:
        """Notes why nothing more can be proved; the first reason stays."""
        self.lost = self.lost or str(error)

    def at_end(self, close: Callable[[], None]) -> None:
        """Has it called when the process's part ends, before what came to be earlier is closed."""
        self._closers.append(close)

    def close(self) -> None:
        """Stops and closes what came to be."""
        for close in reversed(self._closers):
            close()
        self._closers.clear()


def repeat_command(options: Options, *, only: str = "", test: str = "", order: str = "") -> str:
    """The command that repeats the run, or one scenario of it: the packaged one that `only` names,
    or a `test` of somebody's own; of it one `order` alone.
    """
    settings, spelling = options.settings, options.spelling
    if options.repeat:
        chosen = [only] if only else settings.only
        words = [word for it in chosen for word in ("--only", it)]
        words += ["--replay", order] if order else []
        return f"{options.repeat} {shlex.join(words)}".rstrip()
    words = ["pytest", *([test] if test else [])]
    words += ["--base-url", without_password(settings.url)] if settings.url else []
    words += [spelling["profile"], settings.profile] if settings.profile else []
    words += [spelling["store"], options.store] if options.store != "memory" else []
    for it in options.defects:
        words += [spelling["defect"], it]
    words += [spelling["under"], ",".join(settings.under)] if settings.under else []
    words += [spelling["firestore-proxy"], settings.proxied] if settings.proxied else []
    for it in settings.allow_host if settings.url else ():
        words += [spelling["allow-host"], it]
    switches = {
        "insecure": settings.insecure,
        "full-browser": settings.full_browser,
        "allow-production": settings.allow_production,
    }
    words += [spelling[name] for name, on in switches.items() if on]
    words += [spelling["replay"], order] if order else []
    return shlex.join(words)


def proof_of(config: pytest.Config) -> Proof:
    """The process's proof, made when first asked for; raises BadSetting."""
    if KEY not in config.stash:
        told = getattr(config, "workerinput", {})
        config.stash[KEY] = Proof(read_options(config), told.get("workerid", "main"))
    return config.stash[KEY]
