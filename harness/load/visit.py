"""One load as a person has it: the runner's document, then the layers; and what each layer did."""

from collections.abc import Iterator
from dataclasses import dataclass

from harness.load.attempts import Refused, judged
from harness.load.call import PAGE, Call, Send, expects
from harness.load.entry import quoted
from harness.load.loader import load
from harness.load.progress import Ending
from harness.load.world import Answer, Fetch, NoAnswer, World
from harness.model.rules import Rules
from harness.model.word import ErrorKind, Layer, Outcome

DOCUMENT = "runner"
DOCUMENT_TIMEOUT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of one load, and which layer was meant to supply the session.

    `ending` is None, and `why` says more, when the runner's document did not come. `took_ms` goes
    from asking for the document to the end.
    """

    meant: Layer
    took_ms: float
    ending: Ending | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One layer's part in a load: '' when it supplied the session, else why it did not.

    `outcome` is `ready`; `missed` or `unmeant` for a storage that did not answer when it was meant
    to, or answered when it was not; `no-document`; or `error:` and its kind.
    """

    layer: Layer
    wrong: str = ""
    outcome: str = "ready"


def visit(interview_id: str, world: World, send: Send, *, meant: Layer) -> Visit:
    """Asks for the runner's document, and then loads the session as its script would."""
    began_ms = world.clock.now_ms()
    path = address(interview_id, world.rules, world.query)
    call = Call("GET", path, DOCUMENT, timeout_ms=DOCUMENT_TIMEOUT_MS, accept=PAGE)
    try:
        status = send(call).status
        why = "" if status == 200 else f"the runner's document: status {status}"
    except NoAnswer as error:
        why = f"the runner's document: {error}"
    if why:
        return Visit(meant, world.clock.now_ms() - began_ms, why=why)
    ending = load(interview_id, world, deadline_ms=world.clock.now_ms() + world.rules.deadline_ms)
    return Visit(meant, world.clock.now_ms() - began_ms, ending)


def address(interview_id: str, rules: Rules, query: str) -> str:
    """The runner's path as it goes out: with the query, and without what only a page reads."""
    path = rules.runner_path.replace("{id}", quoted(interview_id, "")).partition("#")[0]
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{query}" if query else path


def parts(it: Visit) -> Iterator[Part]:
    """Each layer that the load asked in earnest, and whether it did what it was meant to do.

    Where storage was meant to hold the session and the server had to help out, both are told.
    """
    if it.ending is None:
        yield Part(it.meant, it.why, "no-document")
        return
    answered = it.ending.layer
    if it.meant is Layer.STORAGE or answered is Layer.STORAGE:
        yield _of_storage(it.meant, it.ending)
    if answered is not Layer.STORAGE:
        words = it.ending.words
        yield Part(Layer.SERVER, "" if it.ending.outcome is Outcome.READY else words, words)


def fetch_of(interview_id: str, send: Send, rules: Rules) -> Fetch:
    """Asks for one session; each attempt is a line of its own in Locust's tables.

    What is no payload of this session is a failure there, whatever its status.
    """

    def wrong(answer: Answer) -> str:
        found = judged(answer, interview_id, rules, 0)
        if not isinstance(found, Refused):
            return ""
        if found.kind is ErrorKind.CORRUPT and answer.status == 200:
            return "200 without the session's payload"
        return expects(200)(answer)

    def fetch(path: str, token: str, *, attempt: int, timeout_ms: float) -> Answer:
        name = f"session attempt {attempt}"
        return send(Call("GET", path, name, None, token, timeout_ms, wrong))

    return fetch


def _of_storage(meant: Layer, ending: Ending) -> Part:
    if ending.layer is Layer.STORAGE and meant is Layer.STORAGE:
        return Part(Layer.STORAGE)
    if ending.layer is Layer.STORAGE:
        return Part(Layer.STORAGE, "it answered, though it was meant to be empty", "unmeant")
    why = ending.reasons.get("storage", "no reason")
    return Part(Layer.STORAGE, f"did not answer: {why}", "missed")
