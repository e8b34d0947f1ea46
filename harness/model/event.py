"""What was seen, one fact at a time.

`seq` is the order of arrival at the harness, which is not the order in which things happened.
Within one actor the order of `seq` is the order of happening; across actors only pairs tell
(`harness.judge.order`). Times of two clocks are never compared.

The vocabulary of `what`, with its `detail` (absent keys are unknown):

    by a tab (actor "tab-N", clock "tab-N": ms since its document's time origin, on the page's own
    clock; each document has a clock of its own, "tab-N/2" being the second document's)
      document        begin {url, topology}; ok {url, status, headers}; fail {reason}. A new
                      document in the tab; a popup's carry the `pair` of its open.
      route           info {url, from}   the document goes on to another address by itself, as
                      client-side routers have it
      request         begin {id, role, method, url, foreign, bearer ('' | uid | 'unreadable'),
                      token_print (tells one token from another), issued_s (of the token), leak
                      ('' | 'url' | 'body'),
                      initiator ('fetch' | 'xhr' | 'beacon' | 'resource'), sent (the body that
                      was sent, parsed JSON or text; beacons and the session API only)}
                      ok {id, role, status, headers, body (session API only, parsed JSON or text)}
                      fail {id, role, reason, aborted}. `pair` is the server's request id, on ok.
      storage.read    info {key, role ('entry' | 'reader' | 'auth' | 'other'), found,
                      value (entry and reader only), threw}; key '*' where access itself throws
      storage.write   ok or fail {key, role, value (entry only), threw, visible (False where other
                      tabs do not see it yet)}
      storage.remove  ok or fail {key, role, threw, visible}; key '*' for clear()
      storage.visible ok or fail {key, role, threw}   other tabs see it from now on
      screen          info {screen, kind, text, busy, buttons: [label]}
      console         info {level, text}
      page-error      info {message}            an uncaught error
      rejection       info {message}            an unhandled rejection
      open            info {url, blocked, features}   window.open; `pair` is "open:<tab>:<n>"
      navigate        info {url}                 an opener sends a popup on; `pair` as above
      hidden          info {}                    pagehide or hidden
      closed          info {}
      clock           info {jump_ms}             virtual time moved on by exactly the next timer
      gate            begin {name}; ok {name}    parked; let go
    by a person (actor "person")
      click, fill, select, press, open-tab, close-tab, wait   info {target, tab}
    by the harness (actor "harness")
      condition       info {name, on}
      warning         info {text}
      fault           info {method, url, role}   a route answers that request in the server's place
      cut             info {method, url, role}   that request gets no answer
      looks-on        info {for_ms}              a scenario watches that nothing more happens
      starved         info {ran_s, waited_s}     seconds that the pages ran, and waited for a
                      processor: what was late or missing is no fault of theirs
    by the mock's server and database (actors "server", "database"; clock "backend")
      request, db.read, db.create, db.replace, db.delete, db.list, fault, gate, beacon, sign-in
      (ARCHITECTURE.md)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Json: TypeAlias = (
        "bool | int | float | str | list[Json] | tuple[Json, ...] | Mapping[str, Json] | None"
    )
else:
    # pydantic, which reads saved runs, recurses without end on an alias that names itself.
    Json = Any


STARVED = "starved"


class Phase(StrEnum):
    """Whether a thing began, went well, went wrong, or merely was seen."""

    BEGIN = "begin"
    OK = "ok"
    FAIL = "fail"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact; `at_ms` is on `clock` and means nothing on another one."""

    seq: int
    at_ms: float
    clock: str
    actor: str
    kind: Phase
    what: str
    pair: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The detail under `key` as text, '' where there is none."""
        value = self.detail.get(key)
        return value if isinstance(value, str) else "" if value is None else str(value)

    @property
    def is_page(self) -> bool:
        """Whether with it the tab comes to another page: a document begins, or goes on to another
        address by itself.
        """
        return self.what == "route" or (self.what == "document" and self.kind is Phase.BEGIN)
