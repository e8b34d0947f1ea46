import pytest

from mock_backend.edge.deployment import LABEL, names_of
from mock_backend.edge.tests.behind import NAMES, TOKEN, Behind

BEARER = {"authorization": f"Bearer {TOKEN}"}


def test_names_follow_from_the_commit() -> None:
    assert names_of("a" * 40) == names_of("a" * 40)
    assert names_of("a" * 40).own != names_of("b" * 40).own
    assert NAMES.before != NAMES.commit
    assert NAMES.id.startswith("dpl_")
    assert names_of("").commit


def test_a_long_label_is_as_long_as_labels_get() -> None:
    own = names_of("a" * 40, long=True).own

    assert len(own) == LABEL
    assert not own.endswith("-")


def commit(behind: Behind, **how: str) -> str:
    return str(behind.get("/api/health", **how).json()["commit"])  # type: ignore[arg-type]


def test_an_alias_serves_the_build_before_for_a_while() -> None:
    behind = Behind("alias:2")

    assert commit(behind) == NAMES.commit
    seen = [commit(behind, label=NAMES.alias) for _ in range(3)]
    assert seen == [NAMES.before, NAMES.before, NAMES.commit]


def test_skew_is_a_runner_of_another_build() -> None:
    behind = Behind("skew")

    assert behind.get("/org", page=True).headers["x-commit"] == NAMES.commit
    assert behind.get("/interview/a", page=True).headers["x-commit"] == NAMES.before


@pytest.mark.parametrize("asked", [NAMES.id, f"{NAMES.alias}.localhost:8000"])
def test_the_api_knows_the_deployment_by_id_and_by_any_host(asked: str) -> None:
    found = Behind("protection").get(f"/v13/deployments/{asked}", BEARER).json()

    assert found["url"] == f"{NAMES.own}.localhost:8000"
    assert (found["readyState"], found["id"]) == ("READY", NAMES.id)
    assert found["meta"]["githubCommitSha"] == NAMES.commit


def test_the_api_answers_only_who_has_its_token() -> None:
    behind = Behind()

    assert behind.get(f"/v13/deployments/{NAMES.id}").status_code == 403
    assert behind.get("/v13/deployments/dpl_other", BEARER).status_code == 404


@pytest.mark.parametrize(
    ("switch", "state"), [("deployment-error", "ERROR"), ("not-ready", "BUILDING")]
)
def test_the_api_says_how_it_stands(switch: str, state: str) -> None:
    found = Behind(switch).get(f"/v13/deployments/{NAMES.id}", BEARER).json()

    assert found["readyState"] == state
