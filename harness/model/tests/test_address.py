import re

import pytest

from harness.model.address import id_in, id_in_key, pattern_of, raw_id_in


@pytest.mark.parametrize(
    ("template", "url", "found"),
    [
        ("/interview/{id}", "http://a.test/interview/x-1", "x-1"),
        ("/interview/{id}", "http://a.test/interview/x-1/?from=org#top", "x-1"),
        ("/interview/{id}", "http://a.test/interview/a%2Fb", "a/b"),
        ("/interview/{id}", "http://a.test/interview/", ""),
        ("/interview/{id}", "http://a.test/interview/x/edit", ""),
        ("/interview/{id}", "http://a.test/other/x", ""),
        ("/i/{id}/run", "http://a.test/i/x/run", "x"),
        ("/i/{id}/run", "http://a.test/i/x", ""),
        ("/live?session={id}", "http://a.test/live?session=x", "x"),
        ("/live?session={id}", "http://a.test/live/?from=org&session=x&more=1#top", "x"),
        ("/live?session={id}", "http://a.test/live?subsession=x", ""),
        ("/live?session={id}", "http://a.test/live", ""),
        ("/app#/run/{id}", "http://a.test/app?x=1#/run/x", "x"),
        ("/app#/run/{id}", "http://a.test/app#/walk/x", ""),
    ],
)
def test_the_id_is_found_where_the_app_keeps_it(template: str, url: str, found: str) -> None:
    assert id_in(url, template) == found


def test_an_id_is_also_told_as_it_stands() -> None:
    assert raw_id_in("http://a.test/interview/a%2Fb", "/interview/{id}") == "a%2Fb"


@pytest.mark.parametrize("template", ["/a.b/{id}", "/a/{id}?x=(1)", "/a+b?c={id}"])
def test_the_pattern_compiles_whatever_the_path_holds(template: str) -> None:
    assert re.compile(pattern_of(template)).groups == 1


def test_an_id_is_read_from_a_key_of_that_form() -> None:
    assert id_in_key("rr/r-1:v2", "rr/{id}:v2") == "r-1"
    assert id_in_key("theme", "rr/{id}") == ""
    assert id_in_key("rr/", "rr/{id}") == ""
