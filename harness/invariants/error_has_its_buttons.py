"""An error offers the way out that helps: Return to Dashboard, and Retry or Sign in where due."""

from harness.invariants.invariant import LoadInvariant
from harness.model.naming import KINDS
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import ErrorKind, Outcome

WITH_RETRY = (ErrorKind.NETWORK, ErrorKind.SERVER, ErrorKind.CORRUPT)


def judge(trace: Trace) -> Ruling:
    """Fails an error screen that lacks a button that is due, or offers one of the three that is
    not.
    """
    screen = trace.final_screen
    if trace.ended is not Outcome.ERROR or screen is None:
        return not_applicable("The load did not end in an error.")
    if trace.error is None and any(it.startswith(KINDS) for it in trace.rules.unnamed):
        return not_applicable("The error is of no kind that the profile names.")
    if trace.error is None:
        return unknown("The profile cannot tell which kind of error is shown.", screen.seq)
    shown = screen.detail.get("buttons")
    if not isinstance(shown, list | tuple):
        return unknown("Which buttons the error screen has was not recorded.", screen.seq)
    due, known = _due(trace.error, trace.rules), _all(trace.rules)
    has = {name for name in known if any(_same(name, str(label)) for label in shown)}
    if has == due:
        return passed(len(due))
    lacking = ", ".join(f"'{it}'" for it in sorted(due - has))
    extra = ", ".join(f"'{it}'" for it in sorted(has - due))
    said = [
        f"lacks {lacking}" if lacking else "",
        f"offers {extra}, which cannot help" if extra else "",
    ]
    return failed(
        f"The {trace.error} error {' and '.join(filter(None, said))}.",
        screen.seq,
        examined=len(due),
    )


def _due(kind: ErrorKind, rules: Rules) -> set[str]:
    retry = rules.button_retry if kind in WITH_RETRY else ""
    sign_in = rules.button_sign_in if kind is ErrorKind.SIGNED_OUT else ""
    return {it for it in (rules.button_dashboard, retry, sign_in) if it}


def _all(rules: Rules) -> set[str]:
    return {it for it in (rules.button_dashboard, rules.button_retry, rules.button_sign_in) if it}


def _same(name: str, label: str) -> bool:
    return " ".join(label.split()).casefold() == " ".join(name.split()).casefold()


INVARIANT = LoadInvariant("error-has-its-buttons", "runner.error.buttons", judge)
