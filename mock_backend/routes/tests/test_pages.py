from datetime import timedelta

import pytest

from mock_backend.routes.pages import FILES
from mock_backend.tests.client import Mock


@pytest.mark.parametrize("path", FILES)
def test_a_page_is_html_that_no_cache_keeps(mock: Mock, path: str) -> None:
    answer = mock.call("GET", path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("segment", ["abc", "a%2Fb", "__x__", "%C3%BC", "x" * 1501, "a.b", "%00"])
def test_the_runner_answers_for_any_id(mock: Mock, segment: str) -> None:
    answer = mock.call("GET", f"/interview/{segment}?from=org")

    assert answer.status_code == 200
    assert answer.text == mock.call("GET", "/interview/another").text


@pytest.mark.parametrize("path", ["/interview/", "/interview/a/b", "/interview", "/nothing"])
def test_a_path_that_is_no_page_is_404(mock: Mock, path: str) -> None:
    assert mock.call("GET", path).status_code == 404


@pytest.mark.parametrize("path", ["/nothing", "/interview/a/b"])
def test_who_opens_a_path_that_is_no_page_is_told_so_in_words(mock: Mock, path: str) -> None:
    answer = mock.run(mock.client.get(path, headers={"accept": "text/html,*/*;q=0.8"}))

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "There is nothing here" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    ("path", "accept"), [("/nothing", "application/json"), ("/api/nothing", "text/html")]
)
def test_a_script_is_told_in_json(mock: Mock, path: str, accept: str) -> None:
    answer = mock.run(mock.client.get(path, headers={"accept": accept}))

    assert answer.status_code == 404
    assert answer.json()["code"] == "not-found"


def test_each_rendering_is_of_its_request(mock: Mock) -> None:
    first = mock.call("GET", "/interview/abc")
    mock.clock.move(timedelta(seconds=1))
    second = mock.call("GET", "/interview/abc")

    assert first.headers["x-rendered-at"] == "2026-01-02T03:04:05.000Z"
    assert second.headers["x-rendered-at"] == "2026-01-02T03:04:06.000Z"
    assert second.headers["x-rendered-at"] in second.text
    assert second.headers["x-rendered-for"] == second.headers["x-request-id"]
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


@pytest.mark.parametrize(
    ("name", "kind"), [("runner.js", "text/javascript"), ("app.css", "text/css")]
)
def test_an_asset_has_its_type(mock: Mock, name: str, kind: str) -> None:
    answer = mock.call("GET", f"/assets/{name}")

    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)


@pytest.mark.parametrize("name", ["nothing.js", "..%2F..%2Fapp.py", "%2E%2E/index.html", ""])
def test_no_asset_lies_outside_its_folder(mock: Mock, name: str) -> None:
    assert mock.call("GET", f"/assets/{name}").status_code == 404


def test_the_script_of_a_defect_is_there_only_with_the_defect(mock: Mock) -> None:
    wrong = Mock("stale-service-worker")
    script = "/assets/defects/stale_service_worker.js"

    assert f'src="{script}"' in wrong.call("GET", "/interview/abc").text
    assert wrong.call("GET", script).headers["content-type"].startswith("text/javascript")
    assert script not in mock.call("GET", "/interview/abc").text
    assert mock.call("GET", script).status_code == 404
    wrong.close()
