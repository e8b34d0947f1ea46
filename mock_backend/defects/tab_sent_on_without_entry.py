"""A payload that has not been written a good second after the answers is not waited for."""

from mock_backend import edit
from mock_backend.seams import Seams

NAME = "tab-sent-on-without-entry"
LINE = "starter.storage"
WHY = "A write to storage once hung for seconds, so a timer sends the tab on without it."
NEEDS = "page-gates"


def install(seams: Seams) -> Seams:
    """A payload that has not been written a good second after the answers is not waited for."""
    return edit.asset(
        seams,
        "starter.js",
        (
            """\
  await gate('starter.before-write');
  store(payload);
  await pause(browserClock, SETTLE_MS);
  return payload;
""",
            """\
  const written = gate('starter.before-write').then(() => {
    store(payload);
    return pause(browserClock, SETTLE_MS);
  });
  await Promise.race([written, pause(browserClock, 1_200)]);
  return payload;
""",
        ),
    )
