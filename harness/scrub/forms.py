"""The shapes in which one and the same text stands in other texts."""

import base64
import html
import json
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

# A piece of base64 that is shorter says nothing, and stands in many texts by chance.
SHORTEST_PIECE = 8


def spellings(text: str) -> frozenset[str]:
    """The text as it stands in plain text, URLs, JSON (once and twice) and HTML."""
    once = _in_json(text)
    return frozenset(
        {
            text,
            quote(text, safe=""),
            quote(text),
            quote_plus(text),
            quote(text, safe="").lower(),
            once,
            once.replace("/", "\\/"),
            _in_json(once),
            html.escape(text),
            html.escape(text, quote=False),
            html.escape(text).replace("&#x27;", "&#39;"),
        }
    )


def base64_pieces(text: str) -> frozenset[str]:
    """What every base64 of something that has the text in it has in it, wherever it begins."""
    return frozenset(it for it in _pieces(text.encode()) if len(it) >= SHORTEST_PIECE)


def _pieces(raw: bytes) -> Iterator[str]:
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode().rstrip("=")
        # Signs at the ends hold bits of what stands beside the text.
        first = (before * 8 + 5) // 6
        last = ((before + len(raw)) * 8) // 6
        piece = encoded[first:last]
        yield piece
        yield piece.replace("+", "-").replace("/", "_")


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
