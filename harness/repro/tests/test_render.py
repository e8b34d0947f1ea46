import ast

from harness.repro.compose import compose
from harness.repro.part import Script
from harness.repro.render import in_words, text_of
from harness.repro.tests.made import FOUND, PROFILE


def text() -> str:
    script = compose(FOUND, None, PROFILE, name="01-url-id-resolves")
    assert isinstance(script, Script)
    return text_of(script)


def test_a_script_needs_nothing_but_playwright() -> None:
    nodes = list(ast.walk(ast.parse(text())))

    names = {it.name for node in nodes if isinstance(node, ast.Import) for it in node.names}
    names |= {str(it.module) for it in nodes if isinstance(it, ast.ImportFrom)}
    assert names == {*["argparse", "itertools", "os", "re", "sys", "time"], "playwright.sync_api"}


def test_a_script_says_what_it_needs_where_tools_look_for_it() -> None:
    assert text().startswith("# /// script\n")
    assert '# dependencies = ["playwright"]' in text()


def test_words_cannot_end_the_docstring() -> None:
    assert in_words('a """b""" \\\n c\x1b') == "a '''b''' / c"
