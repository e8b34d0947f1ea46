"""A program of the app's own that signs somebody in, and what it prints."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from harness.errors import NotObserved
from harness.stage.account import Account, state_of
from harness.stage.driver import Visa
from harness.stage.mask import mask_text

LAST_LINES = 6
COOKIE = {"path": "/", "expires": -1, "httpOnly": False, "secure": False, "sameSite": "Lax"}


def run(
    command: Sequence[str], *, folder: str, origin: str, visitor: str, timeout_s: float
) -> Account:
    """Runs it, and returns who it signed in; raises NotObserved with what it said of a failure."""
    told = {"LAYERPROOF_URL": origin, "LAYERPROOF_VISITOR": visitor}
    try:
        ended = subprocess.run(
            list(command),
            cwd=folder or None,
            env={**os.environ, **told},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = error.stderr.decode("utf-8", "replace") if isinstance(error.stderr, bytes) else ""
        raise NotObserved(
            f"{_name(command)} did not sign '{visitor}' in within {timeout_s:g} s.{_said(said)}"
        ) from error
    except OSError as error:
        raise NotObserved(
            f"{command[0]} cannot be run in {folder or 'this folder'}: {error.strerror}."
        ) from error
    if ended.returncode != 0:
        raise NotObserved(
            f"{_name(command)} ended with {ended.returncode} and did not sign '{visitor}' in."
            f"{_said(ended.stderr)}"
        )
    return _account(ended.stdout, origin, f"What {_name(command)} printed")


def account_of(text: str, origin: str, source: str) -> Account:
    """Who a storage state signs in, in either form; raises NotObserved for what is none."""
    return _account(text, origin, source)


def _account(text: str, origin: str, source: str) -> Account:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NotObserved(f"{source} is no JSON: {error}.") from error
    if not isinstance(found, dict) or not found.keys() & {"cookies", "origins", "storage"}:
        raise NotObserved(
            f"{source} is no storage state: it has none of 'cookies', 'origins' and 'storage'."
        )
    return Account(Visa(state=_state(found, origin)), _text(found, "uid"), _text(found, "bearer"))


def _state(found: Mapping[str, Any], origin: str) -> Mapping[str, object]:
    host = urlsplit(origin).hostname or ""
    cookies = [{**COOKIE, "domain": host, **it} for it in found.get("cookies") or []]
    if "storage" in found:
        stored = found["storage"] or {}
        texts = {it: _as_text(value) for it, value in stored.items()}
        return state_of(origin, cookies=cookies, storage=texts)
    return {"cookies": cookies, "origins": list(found.get("origins") or [])}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _name(command: Sequence[str]) -> str:
    # Its arguments may hold a password.
    return f"The command {command[0]}"


def _said(stderr: str) -> str:
    lines = [mask_text(it.strip()) for it in stderr.splitlines() if it.strip()]
    return f" It said: {' / '.join(lines[-LAST_LINES:])}" if lines else " It said nothing."
