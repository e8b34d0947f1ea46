"""A session's payload by the rules: what makes a value one, and where two of them differ."""

from collections.abc import Mapping
from datetime import UTC, datetime

from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.session import Session

ABSENT = object()


def at(value: Json, path: str) -> object:
    """What stands at the dotted path; ABSENT where nothing does; the value itself for ''."""
    found: object = value
    for name in filter(None, path.split(".")):
        if not isinstance(found, Mapping) or name not in found:
            return ABSENT
        found = found[name]
    return found


def fault_of(value: Json, rules: Rules) -> str:
    """What keeps the value from being a payload, as a clause for a person; '' where it is one."""
    if not isinstance(value, Mapping):
        return "it is no object"
    lacking = [path for path in rules.payload_required if at(value, path) in (ABSENT, None)]
    if lacking:
        return f"it lacks '{lacking[0]}'"
    if rules.payload_question and not _is_words(at(value, rules.payload_question)):
        return f"'{rules.payload_question}' is no question"
    if rules.payload_index and not _is_count(at(value, rules.payload_index)):
        return f"'{rules.payload_index}' is no count"
    if rules.payload_history and not isinstance(at(value, rules.payload_history), list | tuple):
        return f"'{rules.payload_history}' is no list"
    return ""


def names(value: Json, session: Session | None, url_id: str, rules: Rules) -> bool:
    """Whether the payload is of this session: its id is the URL's, or the document's."""
    known = {url_id} | (session.ids if session else set())
    return at(value, rules.payload_id) in known


def index_of(value: Json, rules: Rules) -> int | None:
    """How many questions were answered, None where the payload does not say."""
    found = at(value, rules.payload_index) if rules.payload_index else ABSENT
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def questions_of(value: Json, rules: Rules) -> tuple[str, ...]:
    """The first question, then every text of the history, in order; only what is there."""
    first = at(value, rules.payload_question) if rules.payload_question else ABSENT
    found = [first] if _is_words(first) else []
    return (*(str(it) for it in found), *history_of(value, rules))


def history_of(value: Json, rules: Rules) -> tuple[str, ...]:
    """The texts of the history, turn by turn."""
    turns = at(value, rules.payload_history) if rules.payload_history else ABSENT
    if not isinstance(turns, list | tuple):
        return ()
    return tuple(text for turn in turns for text in _texts(turn, rules.payload_turns))


def is_answered(value: Json, rules: Rules) -> bool:
    """Whether no question is left to answer: the history ends with the answer to its last one."""
    turns = history_of(value, rules)
    return bool(turns) and len(turns) == 2 * (index_of(value, rules) or 0)


def difference(a: Json, b: Json, rules: Rules, path: str = "") -> str:
    """The first dotted path at which two payloads differ, '' where they are equal.

    The paths in `payload_times` compare as instants; what the rules leave out is not compared.
    """
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        for name in sorted({*a, *b}, key=str):
            inner = f"{path}.{name}".lstrip(".")
            if not _is_compared(inner, rules):
                continue
            if (name in a) != (name in b):
                return inner
            found = difference(a[name], b[name], rules, inner)
            if found:
                return found
        return ""
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        if len(a) != len(b):
            return path
        pairs = enumerate(zip(a, b, strict=True))
        found_in = (difference(x, y, rules, f"{path}.{n}".lstrip(".")) for n, (x, y) in pairs)
        return next(filter(None, found_in), "")
    return "" if _equal(a, b, is_time=path in rules.payload_times) else path or "the whole"


def _is_compared(path: str, rules: Rules) -> bool:
    """Whether both layers must agree there: below what is left out nothing is compared, and above
    what is to be compared everything is looked through.
    """
    if any(_is_within(path, it) for it in rules.payload_ignored):
        return False
    wanted = rules.payload_compared
    return not wanted or any(_is_within(path, it) or _is_within(it, path) for it in wanted)


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}.")


def _equal(a: Json, b: Json, *, is_time: bool) -> bool:
    if is_time and isinstance(a, str) and isinstance(b, str):
        first, second = instant(a), instant(b)
        return first is not None and first == second
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def instant(text: str) -> datetime | None:
    """The instant that the text names (RFC 3339; UTC where it names no zone), None for none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _texts(turn: object, keys: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(turn, str):
        return (turn,)
    if not isinstance(turn, Mapping):
        return ()
    for key in keys:
        if _is_words(turn.get(key)):
            return (str(turn[key]),)
    return ()


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
