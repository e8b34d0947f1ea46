"""Which requests of the app are which: method, path and, where those do not tell, a field."""

import json
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, JsonValue, field_validator

from harness.model.word import Role
from harness.profile.strict import STRICT
from harness.profile.template import at

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "*")


def _from_text(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    return {"path": value} if isinstance(value, str) else value


def _as_list(value: Any) -> Any:  # noqa: ANN401 - before validation it may be anything
    if isinstance(value, (str, dict)):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


class Endpoint(BaseModel):
    """`METHOD /path/{id}`, or a table with the field of the JSON body that tells it from others.

    In the path `{id}` is one segment, `*` any one segment, a last `**` all the rest. The query is
    not looked at. A path that begins with `https://` is for that host only, else any host.
    """

    model_config = STRICT

    path: str = Field(description="METHOD /path")
    field: str = Field("", description="dotted path of a field of the request's JSON body")
    equals: JsonValue = Field(None, description="what the field must hold")

    @field_validator("path")
    @classmethod
    def _method_and_path(cls, text: str) -> str:
        method, _, path = text.partition(" ")
        if method not in METHODS:
            raise ValueError(f"must begin with a method, one of {', '.join(METHODS)}")
        if not path.startswith(("/", "https://", "http://")):
            raise ValueError("needs a path that begins with '/' after the method")
        return text

    @property
    def method(self) -> str:
        """The method in capitals, `*` for any."""
        return self.path.partition(" ")[0]

    @property
    def where(self) -> str:
        """The path as the profile writes it, with `{id}`."""
        return self.path.partition(" ")[2]

    @property
    def pattern(self) -> str:
        """A regular expression, the same in Python and JavaScript, over the URL without query.

        Its group 1 is the id, where there is one.
        """
        parts = re.split(r"(\{id\}|\*\*|\*)", self.where)
        told = {"{id}": "([^/?#]+)", "*": "[^/?#]+", "**": "[^?#]*"}
        body = "".join(told.get(part) or _literal(part) for part in parts)
        host = "" if self.where.startswith("http") else "[a-z]+://[^/?#]+"
        return f"^{host}{body}$"

    def matches(self, method: str, url: str, body: str | None = None) -> bool:
        """Whether a request is one of these; a body that is no JSON has no fields."""
        if self.method not in ("*", method.upper()):
            return False
        if not re.match(self.pattern, re.split(r"[?#]", url, maxsplit=1)[0]):
            return False
        return not self.field or at(_parsed(body), self.field) == self.equals

    def id_in(self, url: str) -> str | None:
        """The id as it stands in the URL, still encoded; None where there is none."""
        found = re.match(self.pattern, re.split(r"[?#]", url, maxsplit=1)[0])
        return found[1] if found and found.re.groups else None

    def at(self, id: str) -> str:
        """The path for one id, which the caller has encoded."""
        return self.where.replace("{id}", id)


_Endpoint = Annotated[Endpoint, BeforeValidator(_from_text, json_schema_input_type=str | Endpoint)]
Endpoints = Annotated[
    tuple[_Endpoint, ...],
    BeforeValidator(_as_list, json_schema_input_type=_Endpoint | list[_Endpoint]),
]


class Api(BaseModel):
    """The app's requests by what they are for; the first that matches, in this order, counts."""

    model_config = STRICT

    session: Endpoints = Field(description="the server layer: gives the payload of one session")
    create: Endpoints = Field(description="makes the interview's document")
    start: Endpoints = Field((), description="starts the session of a created interview")
    answer: Endpoints = Field((), description="hands in an answer")
    end: Endpoints = Field((), description="ends the interview")
    auth: Endpoints = Field((), description="signs in, or renews a token")
    telemetry: Endpoints = Field((), description="reports of the runner about itself")
    data: Endpoints = Field((), description="anything else that pages of the app ask their server")

    def role_of(self, method: str, url: str, body: str | None = None) -> Role:
        """What a request is for; OTHER for `data` and for what no pattern matches."""
        for name in type(self).model_fields:
            if any(it.matches(method, url, body) for it in getattr(self, name)):
                return Role(name) if name != "data" else Role.OTHER
        return Role.OTHER


def _literal(text: str) -> str:
    """`re.escape`, but only where JavaScript also takes a backslash."""
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", text)


def _parsed(body: str | None) -> JsonValue:
    try:
        found: JsonValue = json.loads(body or "null")
    except ValueError:
        return None
    return found
