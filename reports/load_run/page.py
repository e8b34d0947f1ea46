"""load.html: a load run on one page that works offline and runs no script."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from harness.measure.timeline import of_columns
from harness.model.word import Status
from reports import phrase, word
from reports.embed import policy
from reports.load_run import told
from reports.load_run.chart import Chart, generator, heat, rates, waiting
from reports.load_run.column import columns
from reports.load_run.sighting import sightings
from reports.output import put

NAME = "load.html"
Tree = Mapping[str, Any]


def write(tree: Tree, into: Path) -> Path:
    """Writes `into/load.html` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, render(tree))


def render(tree: Tree) -> str:
    """The page of a run's document."""
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(phrase=phrase, told=told)
    style = _text("report.css") + _text("load_run.css")
    return environment.get_template("load_run.html.j2").render(
        tree=tree,
        sign=word.STATUS[Status(tree["verdict"])],
        signs={str(it): word.STATUS[it] for it in Status},
        policy=policy("", style),
        style=Markup(style),  # our own file
        charts=charts(tree),
        seen=list(sightings(tree)),
    )


def charts(tree: Tree) -> list[Chart]:
    """The pictures of the run, one below the other."""
    found = columns(of_columns(tree["timeline"]).whole())
    if not found:
        return []
    seen = list(sightings(tree))
    layers = [
        heat(found, name, [it for it in seen if (it.layer or it.meant) == name])
        for name in tree["layers"]
    ]
    is_open = tree["run"]["model"] == "open"
    return [rates(found, is_open=is_open), *layers, waiting(found), generator(found)]


def _text(name: str) -> str:
    return (files("reports") / "templates" / name).read_text("utf-8")
