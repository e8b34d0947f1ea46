"""The flags that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Url = Annotated[
    str | None,
    typer.Option("--url", help="Address of the app; left out: the built-in mock application."),
]
ProfileFile = Annotated[
    str | None,
    typer.Option("--profile", metavar="FILE", help="The app's profile: TOML, or a built-in."),
]
ExpectCommit = Annotated[
    str | None,
    typer.Option(metavar="SHA", help="Wait until the app says that it is this commit."),
]
Event = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="GitHub's event that announced it: address and commit."),
]
Deployment = Annotated[
    str | None,
    typer.Option(metavar="dpl_…", help="The deployment's id; Vercel's API needs VERCEL_TOKEN."),
]
Oidc = Annotated[
    str | None,
    typer.Option(
        metavar="SOURCE",
        help="A token that opens a protected deployment: env:NAME, file:PATH, command:PROGRAM, "
        "github:AUDIENCE.",
    ),
]
Bypass = Annotated[
    Literal["header", "cookie"] | None,
    typer.Option(
        help="How VERCEL_AUTOMATION_BYPASS_SECRET is sent.  [default: header]", show_default=False
    ),
]
Wait = Annotated[
    str | None,
    typer.Option(
        metavar="5m", help="Wait so long for the app.  [default: 5m with --expect-commit]"
    ),
]
FirestoreProxy = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="A hand on the app's database: the address that `firestore-proxy` printed.",
    ),
]
Header = Annotated[
    list[str] | None,
    typer.Option("--header", metavar="NAME:VALUE", help="Sent to the app's own origin only."),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="A host that may be written to, besides this machine."),
]
AllowProduction = Annotated[
    bool | None,
    typer.Option(
        "--allow-production",
        help="Play production: only what leaves nothing that cannot be removed.",
        show_default=False,
    ),
]
Insecure = Annotated[
    bool | None,
    typer.Option("--insecure", help="Take a self-signed certificate.", show_default=False),
]
BrowserPath = Annotated[
    str | None, typer.Option("--browser-path", metavar="FILE", help="The browser's executable.")
]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the result as JSON, in every case."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where runs are kept.  [default: out]")
]
Only = Annotated[list[str] | None, typer.Option(metavar="WORD", help="Scenarios by name or file.")]
Under = Annotated[
    str | None, typer.Option(metavar="C,...", help="Conditions in place of the scenarios' own.")
]
Starter = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this starter.")]
Keyword = Annotated[
    str | None, typer.Option("-k", metavar="EXPR", help="Scenarios by pytest's expression.")
]
Workers = Annotated[
    int | None, typer.Option("-n", "--workers", metavar="N", help="Scenarios at a time.")
]
Budget = Annotated[
    str | None, typer.Option(metavar="5m", help="Stop after so long, with what there is.")
]
Baseline = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Compare with the app there: the same loads on both, interleaved."
    ),
]
BaselineHeader = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME:VALUE", help="Sent to the baseline's own origin only."),
]
Loads = Annotated[
    int | None,
    typer.Option(metavar="N", help="Starts by each starter on each side.  [default: 20]"),
]
Classify = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Play what failed N more times, to say how often it does; 0 never.  [default: 2]",
    ),
]
StopAtFirst = Annotated[
    bool | None,
    typer.Option("--stop-at-first/--keep-going", help="Whether a failure ends the run."),
]
Headed = Annotated[
    bool | None, typer.Option("--headed", help="Show the browser.", show_default=False)
]
FullBrowser = Annotated[
    bool | None,
    typer.Option("--full-browser", help="Not the headless shell.", show_default=False),
]
Accepted = Annotated[
    str | None, typer.Option(metavar="FILE", help="Accepted findings, a TOML file.")
]
AllowUntested = Annotated[
    bool | None, typer.Option("--allow-untested", help="Pass although a layer was not tested.")
]
Defect = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Be wrong in this way (the mock only).")
]
Replay = Annotated[
    str | None, typer.Option(metavar="ID", help="Only this order of a scenario that has several.")
]
Store = Annotated[
    Literal["memory", "firestore"] | None,
    typer.Option(metavar="STORE", help="The mock's store: memory or firestore."),
]
