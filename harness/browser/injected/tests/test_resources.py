from collections.abc import Callable

import pytest

from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]


def test_scripts_are_told_whether_they_load_or_not(probed: Make, site: Site) -> None:
    site.answers["/good.js"] = lambda it: it.answer(200, "", "text/javascript")
    room = probed()
    page = room.open(site.page("/", "<script src=/good.js></script><script src=/bad.js></script>"))

    good = room.await_message(page, "request", url=f"{site.origin}/good.js")["detail"]["id"]
    bad = room.await_message(page, "request", url=f"{site.origin}/bad.js")["detail"]["id"]

    came = room.await_message(page, "request", id=good, status=200)
    failed = room.await_message(page, "request", id=bad, reason="did not load")
    assert (came["kind"], failed["kind"]) == ("ok", "fail")
