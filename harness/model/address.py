"""Where the id stands in an address: in the path, in the query, or after the `#`.

A runner's address is written as the app's path with `{id}` in it: `/interview/{id}`,
`/live?session={id}`, `/app#/run/{id}`. Whatever else the query holds, and a slash at the end of the
path, make no difference.
"""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

ID = "{id}"


def id_in(url: str, template: str) -> str:
    """The id in an address of that form, decoded; '' where it is none of that form."""
    return unquote(raw_id_in(url, template))


def raw_id_in(url: str, template: str) -> str:
    """The same, as it stands in the address."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    found = re.match(pattern_of(template), f"{parts.path}{query}{fragment}")
    return found[1] if found else ""


def id_in_key(key: str, template: str) -> str:
    """The id in a storage key of that form; '' where it is none of that form."""
    before, _, after = template.partition(ID)
    found = re.fullmatch(f"{re.escape(before)}(.+){re.escape(after)}", key)
    return found[1] if found else ""


@cache
def pattern_of(template: str) -> str:
    """A regular expression, the same in Python and JavaScript, over path, query and fragment
    together; its group 1 is the id.
    """
    before, _, after = template.partition(ID)
    rest = r"(?:[?#].*)?$"
    if "#" in before:
        path, _, start = before.partition("#")
        return rf"^{_literal(path.rstrip('/'))}/?(?:\?[^#]*)?#{_literal(start)}([^/?#&]+)"
    if "?" in before:
        path, _, start = before.partition("?")
        name = start.rpartition("&")[2]
        return rf"^{_literal(path.rstrip('/'))}/?\?(?:[^#]*&)?{_literal(name)}([^&#]+)"
    return rf"^{_literal(before)}([^/?#]+){_literal(after.rstrip('/'))}/?{rest}"


def _literal(text: str) -> str:
    """`re.escape`, but only where JavaScript also takes a backslash."""
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", text)
