"""The profile's JSON Schema, which editors use; published beside this file.

`python -m harness.profile.schema` writes it anew.
"""

import json
from pathlib import Path

from harness.profile.profile import Profile

PUBLISHED = Path(__file__).with_name("profile.schema.json")


def profile_schema() -> str:
    """The schema of version 1 as JSON text, keys sorted, ended by a newline."""
    schema = Profile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Layerproof profile, version 1"
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(profile_schema(), encoding="utf-8")
