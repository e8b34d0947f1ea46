"""Which of the keys that something rests on a profile leaves out."""

from collections.abc import Mapping

from pydantic import BaseModel

from harness.model.naming import KEYS, KINDS, SIGN_IN
from harness.model.word import ErrorKind
from harness.profile.screen import Errors
from harness.profile.sign_in import NoSignIn, SignIn
from harness.profile.visitor import Person


def guests_of(visitors: Mapping[str, Person], ways: Mapping[str, SignIn]) -> tuple[str, ...]:
    """The visitors who do not sign in."""
    return tuple(name for name, it in visitors.items() if isinstance(ways[it.sign_in], NoSignIn))


def unnamed_in(
    profile: BaseModel, visitors: Mapping[str, Person], guests: tuple[str, ...]
) -> tuple[str, ...]:
    """The keys of `KEYS` that the profile leaves out or leaves empty; `sign_in` where all of its
    visitors are guests.
    """
    found = {key for key in KEYS if not _says(profile, key.split("."))}
    if set(guests) == set(visitors):
        found.add(SIGN_IN)
    return tuple(it for it in KEYS if it in found)


def _says(value: object, path: list[str]) -> bool:
    """Whether something stands there: a table where anything of it does."""
    for at, name in enumerate(path):
        if isinstance(value, Errors):
            return _tells(value, path[at + 1 :])
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    if isinstance(value, BaseModel):
        return any(getattr(value, name) for name in type(value).model_fields)
    return bool(value)


def _tells(errors: Errors, kind: list[str]) -> bool:
    """Whether that kind can be told: an attribute may name any, a sign only its own."""
    assert KINDS.endswith(".kinds"), "what is asked of errors is a kind"
    return errors.attribute is not None or ErrorKind(kind[0]) in errors.kinds
