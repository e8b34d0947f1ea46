"""Putting data, pictures, scripts and styles into one page that runs nothing else.

The page's content security policy names the very script and style that it carries, by their hashes;
whatever an application's text smuggles in, the browser refuses.
"""

import base64
import hashlib
import json
from pathlib import Path

from markupsafe import Markup

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def safe_json(value: object) -> Markup:
    """JSON that can stand in a script element: pure ASCII (so no U+2028), without `<`, `>` or `&`.

    ValueError for a number that JSON has not.
    """
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for letter, escape in ESCAPES.items():
        text = text.replace(letter, escape)
    return Markup(text)  # escaped above, for this very place


def policy(script: str, style: str) -> str:
    """A content security policy under which only that script and that style run."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def picture(path: Path) -> str:
    """The picture as a data address; '' for a file that is no picture by its name."""
    kind = TYPES.get(path.suffix.lower())
    if kind is None:
        return ""
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
