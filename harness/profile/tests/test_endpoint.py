import pytest
from pydantic import ValidationError

from harness.model.word import Role
from harness.profile.endpoint import Api, Endpoint

API = Api.model_validate_json(
    """{"session": "GET /api/session/{id}",
        "create": ["POST /api/a", "POST /api/b"],
        "start": {"path": "POST /api/session", "field": "do.what", "equals": "start"},
        "telemetry": "POST https://logs.example/**",
        "data": "* /api/*/list"}"""
)


@pytest.mark.parametrize(
    ("method", "url", "body", "role"),
    [
        ("GET", "http://h/api/session/x1?y=2", None, Role.SESSION),
        ("get", "http://h/api/session/x1", None, Role.SESSION),
        ("GET", "http://h/api/session/x1/more", None, Role.OTHER),
        ("GET", "http://h/v2/api/session/x1", None, Role.OTHER),
        ("POST", "http://h/api/b", None, Role.CREATE),
        ("POST", "http://h/api/session", '{"do": {"what": "start"}}', Role.START),
        ("POST", "http://h/api/session", '{"do": {"what": "end"}}', Role.OTHER),
        ("POST", "http://h/api/session", '{"do": 3}', Role.OTHER),
        ("POST", "http://h/api/session", "no json", Role.OTHER),
        ("POST", "http://h/api/session", None, Role.OTHER),
        ("POST", "https://logs.example/v1/put", "x", Role.TELEMETRY),
        ("POST", "https://other.example/v1/put", "x", Role.OTHER),
        ("DELETE", "http://h/api/things/list", None, Role.OTHER),
    ],
)
def test_a_request_has_the_role_that_the_patterns_tell(
    method: str, url: str, body: str | None, role: Role
) -> None:
    assert API.role_of(method, url, body) is role


def test_a_star_stands_for_one_segment() -> None:
    assert API.data[0].matches("PATCH", "http://h/api/things/list")
    assert not API.data[0].matches("PATCH", "http://h/api/a/b/list")


def test_the_id_in_a_url_stays_encoded() -> None:
    assert API.session[0].id_in("http://h/api/session/a%2Fb?x") == "a%2Fb"
    assert API.create[0].id_in("http://h/api/a") is None


def test_a_dot_in_a_path_is_only_a_dot() -> None:
    assert not Endpoint(path="GET /a.json").matches("GET", "http://h/axjson")


def test_a_path_for_one_id_is_filled() -> None:
    assert API.session[0].at("a%2Fb") == "/api/session/a%2Fb"


@pytest.mark.parametrize("path", ["/api/x", "FETCH /api/x", "GET api/x", "GET"])
def test_a_pattern_without_method_or_path_is_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        Endpoint(path=path)
