"""Why something is not as the contract has it: whoever writes it down says so."""

from typing import Annotated

from pydantic import StringConstraints

Because = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
