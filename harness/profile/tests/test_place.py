import pytest

from harness.profile.place import Paths

RUNNER = "/live/{id}"


@pytest.mark.parametrize(
    ("dashboards", "role", "own"),
    [
        ({"student": "/a", "staff": "/b"}, "staff", "/b"),
        ({"student": "/a", "staff": "/b"}, "admin", "/start"),
        ({"student": "/a"}, "admin", "/a"),
        ({}, "admin", "/start"),
    ],
)
def test_everybody_has_a_page_of_their_own(dashboards: dict[str, str], role: str, own: str) -> None:
    assert Paths(runner=RUNNER, dashboards=dashboards, home="/start").own(role) == own


def test_an_app_that_knows_nobody_names_its_runner_alone() -> None:
    paths = Paths(runner=RUNNER)

    assert (paths.sign_in, dict(paths.dashboards), paths.home) == ("", {}, "/")
