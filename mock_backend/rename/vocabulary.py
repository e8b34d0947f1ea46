"""What the mock is called by, and may be called otherwise: the words that its profile names.

A word is renamed wherever it stands by itself: as a field, an identifier, a segment of a path, a
word on a page. A phrase is renamed as a whole, before its words; its new form is written with the
parts that it is made of in braces. What stands in none of these tables keeps its name: headers and
media types of the web, the kinds, outcomes and layers of the contract, and the browser's own.
"""

from collections.abc import Mapping

PATHS = (
    *("admin", "api", "commit", "dashboard", "health", "interview", "interviews", "org"),
    *("practice", "session", "staff", "starting", "student", "students", "telemetry", "token"),
)

PAYLOAD = (
    *(
        "apiSession",
        "content",
        "conversationHistory",
        "currentQuestionIndex",
        "difficulty",
        "endTime",
    ),
    *("firestoreInterviewId", "firstQuestion", "orgId", "question", "questionType", "responses"),
    *("route", "scope", "score", "startTime", "studentName", "studentProfile", "userId"),
    "visaType",
)

CALLS = ("action", "answer", "interviewId", "questionIndex", "studentId")

ENTRY = ("payload", "reader", "version")

BEACON = (
    *("attempts", "connection", "kind", "layer", "layerMs", "loadId", "navigation"),
    *("outcome", "reasons", "starter"),
)

SCREENS = ("screen", "way")

LABELS = ("Email", "Password", "Retry", "Student")

WORDS = (*PATHS, *PAYLOAD, *CALLS, *ENTRY, *BEACON, *SCREENS)

PHRASES: Mapping[str, str] = {
    "/api/auth": "/{api}/{auth}",
    "auth-user": "{auth}-{user}",
    "auth:uid": "{auth}:{uid}",
    "auth:user": "{auth}:{user}",
    "interview:init:": "{interview}:{init}:",
    "sign-in": "{sign-in}",
    "student-dashboard": "{student}-{dashboard}",
    "x-request-id": "x-{request}",
    "'start'": "'{start}'",
    "'end'": "'{end}'",
    **{f"data-{it}": f"data-{{{it}}}" for it in ("act", "list", "text", *SCREENS)},
    **{f"data-{it}": f"data-{{{it}}}" for it in ("answer", "kind", "starter")},
    "End interview": "{End} {talk}",
    "Return to Dashboard": "{Return} {to} {Home}",
    "Sign in": "{Enter} {here}",
    "Sign out": "{Leave} {here}",
    "Start interview": "{Begin} {talk}",
    "Submit answer": "{Submit} {words}",
    "Your answer": "{Your} {words}",
    "attempt ${attempt} of 3": "{try} ${{attempt}} {out-of} 3",
    "attempt {n} of {of}": "{try} {{n}} {out-of} {{of}}",
}
"""Longer texts; `attempt …` stands twice, as the pages say it and as a profile does."""

FIELDS = ("action", "role", "scope", "starter")
"""The fields whose values are words of ours; what people write in others is theirs."""

VALUES: Mapping[str, str] = {"start": "{start}", "end": "{end}"}
"""Words that are renamed only as the value of such a field, or as a quoted text: too many other
things bear their names."""

KEPT = (
    r"w3\.org",
    r"navigator\??\.connection",
    r"navigator, 'connection'",
    r"\.content\.cloneNode",
    r"content=\"",
    r"content: ?['\"]",
    r"getEntriesByType\('navigation'\)",
    r"scope: '/'",
    r"\"type\":\s*\"navigation\"",
)
"""Regular expressions for what belongs to the browser although a word of ours stands in it."""
