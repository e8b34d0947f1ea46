from mock_backend.edge.page import TOOLBAR, Whole, with_toolbar

HTML = (("content-type", "text/html"),)


def test_the_toolbar_stands_at_the_end_of_a_page() -> None:
    changed = with_toolbar(Whole(200, HTML, b"<body>x</body></html>"))

    assert changed.body == b"<body>x" + TOOLBAR + b"</body></html>"
    assert with_toolbar(Whole(200, HTML, b"x")).body == b"x" + TOOLBAR


def test_what_is_no_page_stays_as_it_is() -> None:
    json = Whole(200, (("content-type", "application/json"),), b"{}")
    missing = Whole(404, HTML, b"gone")

    assert with_toolbar(json) is json
    assert with_toolbar(missing) is missing
