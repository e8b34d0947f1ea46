from collections.abc import Callable

import pytest

from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]


def test_errors_rejections_and_console_are_told(probed: Make, site: Site) -> None:
    room = probed()
    url = site.page(
        "/",
        """<script>
          console.warn('slow', {ms: 3}, new TypeError('bad'), undefined);
          Promise.reject(new RangeError('far'));
          setTimeout(() => { throw new Error('thrown') });
        </script>""",
    )
    page = room.open(url)

    error = room.await_message(page, "page-error")
    rejection = room.await_message(page, "rejection")

    assert room.of("console") == [
        {"level": "warn", "text": 'slow {"ms":3} TypeError: bad undefined'}
    ]
    assert error["detail"]["message"].startswith("Error: thrown")
    assert rejection["detail"]["message"] == "RangeError: far"


def test_errors_are_told_after_the_document_was_written_anew(probed: Make, site: Site) -> None:
    room = probed()
    page = room.open(site.page("/", "hello"))

    page.evaluate(
        "() => { document.open(); document.write('<p>new</p><script>throw new Error(1)</script>');"
        " document.close() }"
    )

    assert room.await_message(page, "page-error")["detail"]["message"].startswith("Error: 1")
    assert room.await_message(page, "screen", text="new")
