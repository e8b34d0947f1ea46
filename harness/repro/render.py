"""A script's text: Python that needs nothing but Playwright."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from harness.repro.part import Script

TEMPLATE = "script.py.j2"


def text_of(script: Script) -> str:
    """The script as a file; whatever came from the application is a literal in it."""
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # it is Python, not HTML: what is foreign goes through repr
    )
    environment.filters["repr"] = repr
    source = (files("harness.repro") / TEMPLATE).read_text("utf-8")
    told = environment.from_string(source).render(script=script)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


def in_words(text: str) -> str:
    """The text as it may stand in a docstring: one line, no quotes or backslashes that end it."""
    plain = " ".join(text.split()).replace("\\", "/").replace('"""', "'''")
    return "".join(it for it in plain if it.isprintable())
