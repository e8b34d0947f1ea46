"""Whatever the server answers is stored before it is looked at."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "cached-before-validation"
LINE = "runner.server.validated"
WHY = "The write was put next to the fetch, so that it is not forgotten."


def install(seams: Seams) -> Seams:
    """Whatever the server answers is stored before it is looked at."""
    return edit.asset(
        seams,
        "attempts.js",
        (
            """\
  const payload = parsed(body);
""",
            """\
  const payload = parsed(body);
  const entry = encode(world.auth.rememberedUid() ?? '', /** @type {any} */ (payload));
  world.storage().setItem(keyOf(id), entry);
""",
        ),
        (
            "import { isPayload } from './payload.js';",
            """\
import { encode, keyOf } from './entry.js';
import { isPayload } from './payload.js';""",
        ),
    )
