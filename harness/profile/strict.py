"""How every table of a profile is read: nothing unknown, nothing changed afterwards.

Strict reading takes lists for tuples and words for enums only from JSON, so the loader hands the
TOML over as JSON.
"""

from pydantic import ConfigDict

STRICT = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
