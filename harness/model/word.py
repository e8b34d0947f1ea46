"""The closed sets of words that the whole project shares."""

from enum import StrEnum


class Layer(StrEnum):
    """Who supplied the session."""

    STORAGE = "storage"
    SERVER = "server"


class Outcome(StrEnum):
    """Where a load ended."""

    READY = "ready"
    ERROR = "error"
    STUCK = "stuck"
    ABANDONED = "abandoned"


class ErrorKind(StrEnum):
    """The kinds of the friendly error screen (contract.md, "Runner")."""

    NOT_FOUND = "not-found"
    SIGNED_OUT = "signed-out"
    FORBIDDEN = "forbidden"
    EXPIRED = "expired"
    NETWORK = "network"
    SERVER = "server"
    CORRUPT = "corrupt"


class Screen(StrEnum):
    """What a tab shows, as far as the profile's locators can tell."""

    BLANK = "blank"
    STARTING = "starting"
    LOADING = "loading"
    READY = "ready"
    ERROR = "error"
    OTHER = "other"


class Status(StrEnum):
    """The status of a verdict. Worst first: FAIL, UNKNOWN, SKIP, PASS; N/A says nothing."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIP = "skip"
    PASS = "pass"
    NA = "n/a"


SEVERITY: dict[Status, int] = {
    Status.FAIL: 4,
    Status.UNKNOWN: 3,
    Status.SKIP: 2,
    Status.PASS: 1,
    Status.NA: 0,
}


class Capability(StrEnum):
    """What a target lets the harness do."""

    SEED = "seed"
    SERVER_FAULTS = "server-faults"
    SERVER_LOG = "server-log"
    PAGE_GATES = "page-gates"
    DATABASE_GATES = "database-gates"
    DATABASE_FAULTS = "database-faults"
    ROUTES = "routes"
    THROTTLE = "throttle"
    CLOCK = "clock"
    SIGN_IN = "sign-in"
    OTHER_ORIGIN = "other-origin"


class Topology(StrEnum):
    """How the runner's tab came to be. What is emulated says so in its name."""

    SAME_TAB = "same-tab"
    NEW_TAB = "new-tab"
    NOOPENER = "noopener"
    NEW_WINDOW = "new-window (emulated)"
    DUPLICATED = "duplicated-tab (emulated)"
    RELOAD = "reload"
    BACK = "back"
    FORWARD = "forward"
    INCOGNITO = "separate-context"
    RETRY = "retry-in-place"


class Role(StrEnum):
    """What a request is for, as the profile's patterns tell."""

    DOCUMENT = "document"
    SESSION = "session"
    CREATE = "create"
    START = "start"
    ANSWER = "answer"
    END = "end"
    AUTH = "auth"
    TELEMETRY = "telemetry"
    ASSET = "asset"
    OTHER = "other"
