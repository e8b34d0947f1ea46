"""Where an OIDC token comes from, and when it is fetched anew.

env:NAME            a variable: it holds as long as it holds
file:PATH           a file that somebody else renews
command:PROGRAM …   what a program prints
github:AUDIENCE     GitHub's own, for a job with `id-token: write` (docs.github.com, "OpenID
                    Connect reference")
"""

import base64
import binascii
import json
import logging
import shlex
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from harness.errors import BadSetting

logger = logging.getLogger(__name__)
LIMIT_S = 30.0
# Renewed so long before its end, or with the last fifth of a shorter life.
BEFORE_S = 60.0
# A token that does not say when it ends is read again after so long.
UNSAID_S = 60.0
KINDS = ("env", "file", "command", "github")
ASK_URL, ASK_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"

Read = Callable[[], str]


def reader_of(source: str, environ: Mapping[str, str]) -> Read:
    """What reads a token of that source; raises BadSetting for a source of no known kind."""
    kind, colon, rest = source.partition(":")
    if kind not in KINDS or not colon or not rest.strip():
        raise BadSetting(
            f"'{source}' says no way to an OIDC token: write env:NAME, file:PATH, "
            "command:PROGRAM or github:AUDIENCE."
        )
    ways: dict[str, Read] = {
        "env": lambda: environ.get(rest, ""),
        "file": lambda: _of_file(Path(rest)),
        "command": lambda: _of_command(rest, environ),
        "github": lambda: _of_github(rest, environ),
    }
    return ways[kind]


class Token:
    """The newest token of a source. `now_s` are seconds since the epoch; any thread may ask, and
    has the last that there was while another one is fetching it anew.
    """

    def __init__(self, source: str, read: Read, now_s: Callable[[], float] = time.time) -> None:
        self._source = source
        self._read = read
        self._now_s = now_s
        self._known = ""
        self._until_s = 0.0
        self._lock = threading.Lock()

    def text(self) -> str:
        """A token that still holds for a while, where the source has one; else the last that there
        was, which is logged. Raises BadSetting where there never was one.
        """
        if self._known and self._now_s() < self._until_s:
            return self._known
        if not self._lock.acquire(blocking=not self._known):
            return self._known
        try:
            if not self._known or self._now_s() >= self._until_s:
                self._renew()
            return self._known
        finally:
            self._lock.release()

    def _renew(self) -> None:
        try:
            found = self._read().strip()
        except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
            found, why = "", f"{type(error).__name__}: {error}"
        else:
            why = "there is none"
        if not found:
            self._without(why)
            return
        now, ends = self._now_s(), expires_s(found)
        self._known = found
        if ends is None:
            self._until_s = now + UNSAID_S
            return
        self._until_s = ends - min(BEFORE_S, max(ends - now, 0) / 5)
        if ends <= now:
            logger.warning("the OIDC token of %s has expired, and is sent as it is", self._source)

    def _without(self, why: str) -> None:
        if not self._known:
            raise BadSetting(f"No OIDC token comes of '{self._source}': {why}. Correct it there.")
        logger.warning("the OIDC token of %s is not renewed: %s", self._source, why)
        self._until_s = self._now_s() + UNSAID_S


def expires_s(token: str) -> float | None:
    """When a JSON Web Token ends, in seconds since the epoch; None where it does not say."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return None
    ends = claims.get("exp") if isinstance(claims, dict) else None
    return float(ends) if isinstance(ends, int | float) else None


def _of_file(path: Path) -> str:
    return path.read_text("utf-8")


def _of_command(command: str, environ: Mapping[str, str]) -> str:
    done = subprocess.run(
        shlex.split(command),
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        # Not what it printed: that may be the token.
        raise ValueError(f"the command ended with exit code {done.returncode}")
    return done.stdout


def _of_github(audience: str, environ: Mapping[str, str]) -> str:
    where, bearer = environ.get(ASK_URL, ""), environ.get(ASK_TOKEN, "")
    if not where or not bearer:
        raise ValueError(f"{ASK_URL} is not set: the job needs `permissions: id-token: write`")
    between = "&" if "?" in where else "?"
    asked = urllib.request.Request(
        f"{where}{between}audience={quote(audience, safe='')}",
        headers={"Authorization": f"bearer {bearer}"},
    )
    with urllib.request.urlopen(asked, timeout=LIMIT_S) as answer:
        return str(json.load(answer)["value"])
