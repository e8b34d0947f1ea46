import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from harness.profile.schema import PUBLISHED, profile_schema

MOCK = Path(__file__).parents[2] / "profiles" / "mock.toml"


def test_the_published_schema_is_the_models() -> None:
    written = PUBLISHED.read_text(encoding="utf-8")

    assert written == profile_schema(), "run `python -m harness.profile.schema`"


def test_the_mocks_profile_obeys_the_published_schema() -> None:
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator(schema).validate(tomllib.loads(MOCK.read_text("utf-8")))


def test_the_published_schema_refuses_an_unknown_key() -> None:
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    tables = tomllib.loads(MOCK.read_text("utf-8")) | {"nonsense": 1}

    with pytest.raises(jsonschema.ValidationError, match="nonsense"):
        jsonschema.Draft202012Validator(schema).validate(tables)
