"""Where this session has no entry, the entry of another one is shown."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "any-entry-will-do"
LINE = "runner.session.asked"
WHY = "Where the key is built differently by somebody else, the first entry is the right one."


def install(seams: Seams) -> Seams:
    """Where this session has no entry, the entry of another one is shown."""
    seams = edit.asset(
        seams,
        "loader.js",
        (
            "world.storage().getItem(keyOf(id)), id, ",
            "world.storage().getItem(keyOf(id)) ?? any(world.storage()), id, ",
        ),
        (
            """\
/** @param {Load} state @returns {Promise<Answer>} */
async function fromServer""",
            """\
/** @param {Storage} storage */
function any(storage) {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  const found = keys.find((key) => key.startsWith(keyOf('')));
  return found === undefined ? null : storage.getItem(found);
}

/** @param {Load} state @returns {Promise<Answer>} */
async function fromServer""",
        ),
    )
    return edit.asset(
        seams,
        "entry.js",
        (
            """\
  if (payload.firestoreInterviewId !== id) return { refused: 'wrong-id' };
""",
            """\
  void id;
""",
        ),
    )
