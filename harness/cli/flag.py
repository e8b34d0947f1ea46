"""The flags that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Url = Annotated[
    str | None,
    typer.Option("--url", help="Address of the app; left out: the built-in mock application."),
]
ProfileFile = Annotated[
    str | None,
    typer.Option("--profile", metavar="FILE", help="The app's profile: TOML, or a built-in."),
]
Header = Annotated[
    list[str] | None,
    typer.Option("--header", metavar="NAME:VALUE", help="Sent to the app's own origin only."),
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
