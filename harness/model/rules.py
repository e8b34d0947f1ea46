"""What of a profile the judging needs: plain data, saved with the run, so that it can be judged
again without the profile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.model.event import Json


@dataclass(frozen=True, slots=True)
class Rules:
    """The application's shape. The defaults are contract.md's numbers; a profile may say otherwise.

    Paths into JSON are dotted (`apiSession.currentQuestionIndex`); '' means that the app has no
    such thing. `entry_fixed` is what every entry of this build holds (its version), by path.
    `answer_payload` is where the payload stands in an answer to GET session; `payload_compared` is
    what both layers must agree on (all, where it is empty) but for `payload_ignored`; `id_fields`
    are the fields in which requests and answers name a session.
    `readers` are the roles that read every session, `org_readers` those that read their own
    organisation's; `guests` are visitors who do not sign in.
    `unnamed` are the keys that the profile leaves out, of those that something rests on (`naming`).
    `commit_header` is the header, in lower case, in which each page names its build.
    `telemetry` says where a beacon's message holds what (contract.md, "Telemetry"). `progress` is
    what the loading screen says of a further attempt. `ready_ms` and `error_ms` are sooner
    deadlines for those screens, 0 for none. `deviations` maps an invariant's name to the
    reason why the app differs from the contract on purpose; such a verdict is SKIP with it.
    """

    deadline_ms: float = 15_000
    ready_ms: float = 0
    error_ms: float = 0
    attempts: int = 3
    waits_ms: tuple[float, ...] = (1_000, 2_000)
    jitter: float = 0.25
    timeout_ms: float = 3_500
    auth_ms: float = 4_000
    storm_limit: int = 20
    origins: tuple[str, ...] = ()
    runner_path: str = "/interview/{id}"
    entry_key: str = "interview:init:{id}"
    entry_payload: str = "payload"
    entry_reader: str = "reader"
    entry_fixed: Mapping[str, Json] = field(default_factory=dict)
    reader_key: str = "auth:uid"
    payload_id: str = "firestoreInterviewId"
    payload_required: tuple[str, ...] = (
        "apiSession",
        "firstQuestion",
        "route",
        "studentName",
        "firestoreInterviewId",
        "scope",
        "orgId",
    )
    payload_times: tuple[str, ...] = ("apiSession.startTime", "apiSession.endTime")
    payload_index: str = "apiSession.currentQuestionIndex"
    payload_question: str = "firstQuestion.question"
    payload_history: str = "apiSession.conversationHistory"
    payload_turns: tuple[str, ...] = ("content", "text", "question", "message")
    payload_compared: tuple[str, ...] = ()
    payload_ignored: tuple[str, ...] = ()
    answer_payload: str = ""
    id_fields: tuple[str, ...] = ("firestoreInterviewId",)
    document_path: str = "interviews/{id}"
    dashboards: Mapping[str, str] = field(
        default_factory=lambda: {"student": "/dashboard", "staff": "/org", "admin": "/admin"}
    )
    blank_ms: float = 2_000
    progress: str = "attempt {n} of {of}"
    commit_header: str = ""
    telemetry: Mapping[str, str] = field(
        default_factory=lambda: {
            "version": "version",
            "load": "loadId",
            "starter": "starter",
            "layer": "layer",
            "outcome": "outcome",
            "kind": "kind",
            "attempts": "attempts",
            "ms": "layerMs",
            "reason": "reasons",
            "navigation": "navigation",
            "connection": "connection",
        }
    )
    button_retry: str = "Retry"
    button_dashboard: str = "Return to Dashboard"
    button_sign_in: str = "Sign in"
    ignored_console: tuple[str, ...] = ()
    ignored_requests: tuple[str, ...] = ()
    deviations: Mapping[str, str] = field(default_factory=dict)
    starters: tuple[str, ...] = ()
    readers: tuple[str, ...] = ("admin",)
    org_readers: tuple[str, ...] = ("staff",)
    guests: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
