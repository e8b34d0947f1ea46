"""Real browsers beside a load run: a thread of this process that looks on the run's own clock."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from harness.browser.proxy import proxy_from
from harness.errors import LayerproofError
from harness.machine.browser import find_browser
from harness.profile.profile import Profile
from harness.sentinel.browser import looking, site_of
from harness.sentinel.sighting import Watch
from harness.sentinel.watch import keep_watch
from harness.settings.settings import Settings

_LOOKS_S = 0.05
# How long the load that is under way at the end may still take.
LAST_S = 60.0


@dataclass(frozen=True, slots=True)
class Sentinel:
    """How often real browsers look at which app: loads a second, and how many of them find an
    empty storage. `progress` is the file in which the run says how it stands.
    """

    per_s: float
    empty_storage: float
    url: str
    profile: Profile
    run: str
    progress: Path


class Beside(threading.Thread):
    """Looks from the run's beginning on, until it is told to stop."""

    def __init__(self, sentinel: Sentinel, settings: Settings) -> None:
        super().__init__(name="sentinel", daemon=True)
        self._it = sentinel
        self._settings = settings
        self._stop_it = threading.Event()
        self._watch = Watch(sentinel.per_s, ())

    def run(self) -> None:
        """Opens the browser while the users sign in, and looks once the run has begun."""
        try:
            self._look()
        except LayerproofError as error:
            self._watch = replace(self._watch, ended=f"No browser looked: {error}")

    def end(self) -> Watch:
        """What was seen until now; a load that is under way may come to its end."""
        self._stop_it.set()
        self.join(LAST_S)
        if self.is_alive():
            return replace(self._watch, ended="The browser did not come to an end.")
        return self._watch

    def _look(self) -> None:
        it, settings = self._it, self._settings
        browser = find_browser(
            full=settings.full_browser, explicit=settings.browser_path, environ=os.environ
        )
        headers = settings.plain_headers
        site = site_of(it.url, it.profile, it.run, headers, insecure=settings.insecure)
        with looking(browser.path, site, proxy=proxy_from(os.environ, url=it.url)) as look:
            begins_s = self._begins_s()
            if begins_s is not None:
                self._watch = keep_watch(
                    look,
                    per_s=it.per_s,
                    empty_storage=it.empty_storage,
                    begins_s=begins_s,
                    stop=self._stop_it,
                )

    def _begins_s(self) -> float | None:
        """When the run began, on this process's clock; None where it ended before."""
        while not self._stop_it.wait(_LOOKS_S):
            found = begun(self._it.progress)
            if found is not None:
                return found
        return None


def begun(progress: Path) -> float | None:
    """When the run began, as a time of `time.monotonic`, by the age of what it last said."""
    try:
        # Both of one file: another may take its place at any moment.
        with progress.open(encoding="utf-8") as file:
            told, written_s = json.load(file), os.fstat(file.fileno()).st_mtime
    except (OSError, ValueError):
        return None
    at_s = told.get("at_s") if isinstance(told, dict) else None
    if at_s is None:
        return None
    return time.monotonic() - (time.time() - written_s) - float(at_s)


@contextmanager
def beside(sentinel: Sentinel, settings: Settings) -> Iterator[Beside | None]:
    """Somebody who looks for as long as the block lasts; nobody for no loads a second."""
    if not sentinel.per_s:
        yield None
        return
    watching = Beside(sentinel, settings)
    watching.start()
    try:
        yield watching
    finally:
        watching.end()
