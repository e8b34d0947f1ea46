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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.backend.mock import Mock, start_mock
from harness.conditions.condition import Condition
from harness.conditions.registry import condition_named
from harness.invariants.registry import invariant_names
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.target import Target
from harness.model.word import Capability
from harness.plugin.options import Options, read_options
from harness.plugin.version import versions
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.place import new_id, point_latest
from harness.runs.writer import RunWriter, save_head
from harness.stage.created import CreatedSource

KEY: pytest.StashKey["Proof"] = pytest.StashKey()

MOCK = frozenset(
    {
        Capability.SEED,
        Capability.SERVER_FAULTS,
        Capability.SERVER_LOG,
        Capability.PAGE_GATES,
        Capability.DATABASE_GATES,
        Capability.SIGN_IN,
    }
)


@dataclass
class Proof:
    """The shared state of one process; everything in it comes to be when it is first asked for."""

    options: Options
    worker: str
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    deselected: list[str] = field(default_factory=list)
    left_out: set[tuple[str, str]] = field(default_factory=set)
    used: bool = False
    workers_used: bool = False
    scenarios: int = 0
    created: int = 0
    cleaned: int = 0
    source: CreatedSource | None = None
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
            return Target("mock", self.mock.url, MOCK, is_mock=True)
        offers = frozenset({Capability.SIGN_IN})
        return Target(self.profile.name, settings.url, offers, headers=settings.plain_headers)

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
        """The run's folder, made now if it is not there."""
        folder = self.options.folder or self.options.settings.out / new_id(datetime.now(UTC))
        folder.mkdir(parents=True, exist_ok=True)
        self.used = True
        return folder

    @cached_property
    def writer(self) -> RunWriter:
        """Streams this process's journeys and checks."""
        writer = RunWriter(self.folder, self.worker)
        self._closers.append(writer.close)
        if not (self.folder / "run.json").exists():
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
            id=self.folder.name,
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
        )

    def conditions(self, composed: str) -> tuple[Condition, ...]:
        """The conditions in `a+b`; raises UnknownName."""
        return tuple(condition_named(it.strip()) for it in composed.split("+") if it.strip())

    def clean_up(self) -> None:
        """Removes what was made on a target that is not the mock, and counts it."""
        if self.source is not None:
            self.created += self.source.created
            self.cleaned += self.source.clean()

    def close(self) -> None:
        """Stops and closes what came to be."""
        for close in reversed(self._closers):
            close()
        self._closers.clear()


def repeat_command(options: Options, *, only: str = "") -> str:
    """The command that repeats the run, or one scenario of it."""
    settings = options.settings
    parts = ["layerproof verify"]
    if settings.url:
        parts.append(f"--url {settings.url}")
    if settings.profile:
        parts.append(f"--profile {settings.profile}")
    parts += [f"--defect {it}" for it in options.defects]
    if settings.full_browser:
        parts.append("--full-browser")
    if only:
        parts.append(f"--only '{only}'")
    return " ".join(parts)


def proof_of(config: pytest.Config) -> Proof:
    """The process's proof, made when first asked for."""
    if KEY not in config.stash:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        config.stash[KEY] = Proof(read_options(config), worker)
    return config.stash[KEY]


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of xdist's workers."""
    return hasattr(config, "workerinput")
