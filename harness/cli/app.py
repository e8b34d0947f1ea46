"""The `layerproof` command: its sub-commands, and how their errors become one message.

Exit codes: 0 pass; 1 fail; 2 usage or configuration; 3 inconclusive; 130 interrupted.
"""

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from harness.cli import speech
from harness.cli.compare import compare
from harness.cli.doctor import doctor
from harness.cli.firestore_proxy import firestore_proxy
from harness.cli.init import init
from harness.cli.load import load
from harness.cli.power import power
from harness.cli.publish import publish
from harness.cli.race import race
from harness.cli.report import report
from harness.cli.repro import repro
from harness.cli.result import told_in_json
from harness.cli.serve import serve
from harness.cli.verify import verify
from harness.errors import LayerproofError, UsageError

INTERRUPTED = 130
MISUSED = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Proves that a web app's sessions load, layer by layer, in a real browser.",
)
for command in (
    *(verify, serve, firestore_proxy, report, repro, race, load, compare, publish),
    *(doctor, init, power),
):
    app.command()(command)


@app.callback(invoke_without_command=True)
def layerproof(
    *, show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False
) -> None:
    """Proves that a web app's sessions load, layer by layer, in a real browser."""
    if show_version:
        speech.answer(f"layerproof {version('layerproof')}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; mistakes of people have no traceback."""
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        if code == INTERRUPTED:  # Typer makes this of Ctrl-C, and says nothing
            speech.complain("interrupted")
        return code
    except LayerproofError as error:
        speech.complain(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        speech.complain("interrupted")
        return INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    """The command's exit code; what Typer refuses is told in the `--json` file too."""
    try:
        return int(app(args=arguments, prog_name="layerproof", standalone_mode=False) or 0)
    except TyperException as misuse:
        message = _said(misuse)
        if not message:
            return MISUSED
        told = {"command": " ".join(["layerproof", *arguments[:1]]), "url": "", "profile": ""}
        with told_in_json(_json_file(arguments), **told):
            raise UsageError(message) from misuse


def _json_file(arguments: Sequence[str]) -> Path | None:
    """What `--json` names, read by hand because Typer gave up before it was there."""
    for at, it in enumerate(arguments):
        if it.startswith("--json="):
            return Path(it.removeprefix("--json="))
        if it == "--json" and at + 1 < len(arguments):
            return Path(arguments[at + 1])
    return None


def _said(misuse: TyperException) -> str:
    """Typer's message, for an unknown option with the nearest; '' where help was shown."""
    asked, known = getattr(misuse, "option_name", ""), getattr(misuse, "possibilities", None)
    if near := get_close_matches(asked, known or (), n=1, cutoff=0.0):
        return f"{misuse.message.rstrip('.')}. Did you mean {near[0]}?"
    text = misuse.format_message()
    if "No such" not in text or "Did you mean" in text:
        return text
    return f"{text.rstrip('.')}. `--help` lists what there is."
