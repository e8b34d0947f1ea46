import pytest

from harness.errors import TellingRefused
from harness.model.word import Status
from harness.publish.api import Api
from harness.publish.occasion import Occasion
from harness.publish.status import (
    BROKEN_OFF,
    ON_PURPOSE,
    State,
    cut,
    of_no_deployment,
    of_verdict,
    tell_status,
    under_way,
)
from harness.publish.tests.github import REPOSITORY, SHA, GitHub

OCCASION = Occasion(REPOSITORY, SHA, page="https://github.com/octo-org/preview-app/actions/runs/1")


def test_a_status_is_set_under_its_name_with_the_jobs_page(github: GitHub, api: Api) -> None:
    tell_status(api, OCCASION, "layerproof", under_way())

    assert github.statuses == [
        {
            "state": "pending",
            "context": "layerproof",
            "description": "The deployment is being proved.",
            "target_url": OCCASION.page,
        }
    ]
    assert github.calls[0].path == f"/repos/{REPOSITORY}/statuses/{SHA}"


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Status.PASS, State.SUCCESS),
        (Status.FAIL, State.FAILURE),
        (Status.UNKNOWN, State.ERROR),
        (Status.SKIP, State.ERROR),
    ],
)
def test_only_a_pass_is_a_success(verdict: Status, state: State) -> None:
    told = of_verdict(verdict, "because")

    assert told.state is state
    assert told.text == f"{verdict.name}: because"


@pytest.mark.parametrize("word", ON_PURPOSE)
def test_a_build_left_out_on_purpose_blocks_nobody_and_claims_nothing(word: str) -> None:
    told = of_no_deployment(word)

    assert told.state is State.SUCCESS
    assert "nothing was proved" in told.text


@pytest.mark.parametrize("word", BROKEN_OFF)
def test_a_build_that_broke_off_is_not_known(word: str) -> None:
    assert of_no_deployment(word).state is State.ERROR


def test_a_description_of_any_length_is_taken(github: GitHub, api: Api) -> None:
    tell_status(api, OCCASION, "layerproof", of_verdict(Status.FAIL, "long\nreason " * 50))

    (status,) = github.statuses
    assert len(status["description"]) == 140
    assert status["description"].endswith("…")
    assert "\n" not in status["description"]
    assert cut("short") == "short"


def test_a_commit_of_another_repository_is_refused(api: Api) -> None:
    with pytest.raises(TellingRefused, match="No commit found"):
        tell_status(api, Occasion(REPOSITORY, "0" * 40), "layerproof", under_way())
