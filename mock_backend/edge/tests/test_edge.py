from mock_backend.edge.page import TOOLBAR
from mock_backend.edge.tests.behind import NAMES, SECRET, Behind


def test_every_answer_names_its_way_and_its_build() -> None:
    behind = Behind()

    page, file = behind.get("/interview/a", page=True), behind.get("/assets/a.js")

    assert page.headers["x-vercel-id"].startswith("fra1::iad1::")
    assert file.headers["x-vercel-id"].startswith("fra1::")
    assert "iad1" not in file.headers["x-vercel-id"]
    assert (page.headers["x-vercel-cache"], file.headers["x-vercel-cache"]) == ("MISS", "HIT")
    assert page.headers["x-commit"] == NAMES.commit
    assert page.headers["x-vercel-id"] != file.headers["x-vercel-id"]
    assert Behind("protection").get("/").headers["x-vercel-id"]


def test_the_first_call_of_each_function_is_cold() -> None:
    behind = Behind("cold-start:700ms")

    for path in ("/interview/a", "/interview/b", "/api/me", "/assets/a.js", "/api/me"):
        behind.get(path)

    assert behind.slept == [0.7, 0.7]


def test_the_toolbar_is_left_out_for_who_says_so() -> None:
    behind = Behind("toolbar")

    with_it = behind.get("/org", page=True)
    without = behind.get("/org", {"x-vercel-skip-toolbar": "1"}, page=True)

    assert TOOLBAR in with_it.content
    assert int(with_it.headers["content-length"]) == len(with_it.content)
    assert TOOLBAR not in without.content
    assert TOOLBAR not in behind.get("/api/me", page=True).content


def test_a_page_cached_by_mistake_is_everybodys() -> None:
    behind = Behind("cached-page")

    first = behind.get("/interview/a", page=True)
    behind.now_s += 5
    second = behind.get("/interview/b", page=True)

    assert first.headers["x-vercel-cache"] == "MISS"
    assert (second.headers["x-vercel-cache"], second.headers["age"]) == ("HIT", "5")
    assert second.content == first.content == b"<body>/interview/a</body>"
    assert behind.asked == ["/interview/a"]
    assert behind.get("/api/interview/session/b").headers["x-vercel-cache"] == "MISS"


def test_the_control_plane_is_no_part_of_the_deployment() -> None:
    behind = Behind("protection")

    assert behind.get("/__layerproof/state").status_code == 200
    assert "x-vercel-id" not in behind.get("/__layerproof/state").headers
    assert behind.get("/", {"x-vercel-protection-bypass": SECRET}).status_code == 200
