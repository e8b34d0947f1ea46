"""The commit status: one word, and a line of at most 140 signs."""

from dataclasses import dataclass
from enum import StrEnum

from harness.model.word import Status
from harness.publish.api import Api
from harness.publish.occasion import Occasion

LONGEST = 140


class State(StrEnum):
    """GitHub's words. ERROR is what could not be found out."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"
    ERROR = "error"


# Nothing was deployed on purpose: there is nothing new to prove, and the status says that.
ON_PURPOSE = ("skipped", "ignored")
BROKEN_OFF = ("canceled", "error", "failed", "failure", "inactive")


@dataclass(frozen=True, slots=True)
class Told:
    """What a status says; `text` is cut to what GitHub takes."""

    state: State
    text: str


def of_verdict(verdict: Status, reason: str) -> Told:
    """A run's: only PASS is a success, and what is not known is an error."""
    states = {Status.PASS: State.SUCCESS, Status.FAIL: State.FAILURE}
    return Told(states.get(verdict, State.ERROR), f"{str(verdict).upper()}: {reason}")


def under_way() -> Told:
    """Of a run that has begun."""
    return Told(State.PENDING, "The deployment is being proved.")


def of_no_deployment(word: str) -> Told:
    """Of a build that left nothing to prove, by Vercel's word for it: left out on purpose it is a
    success that says so, anything else could not be found out.
    """
    if word in ON_PURPOSE:
        return Told(State.SUCCESS, f"Nothing was deployed (build {word}), so nothing was proved.")
    return Told(State.ERROR, f"UNKNOWN: nothing was deployed (build {word}).")


def tell_status(api: Api, occasion: Occasion, context: str, told: Told) -> None:
    """Sets the commit's status of that context; raises TellingRefused, NotTold."""
    body: dict[str, object] = {
        "state": str(told.state),
        "context": context,
        "description": cut(told.text),
    }
    if occasion.page:
        body["target_url"] = occasion.page
    path = f"/repos/{occasion.repository}/statuses/{occasion.commit}"
    api.put("POST", path, body, again=True)


def cut(text: str) -> str:
    """The text in one line of at most 140 signs."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
