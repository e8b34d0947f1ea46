import pytest

from harness.errors import NotTold, TellingRefused
from harness.publish.api import Api
from harness.publish.comment import NOTE, mark, pull_requests, tell_comment
from harness.publish.occasion import Occasion
from harness.publish.tests.github import (
    BOT,
    HOME,
    PERSON,
    REPOSITORY,
    SHA,
    GitHub,
    Reply,
    a_pull,
    refusal,
)

COMMENTS = f"{HOME}/issues/7/comments"


def tell(api: Api, body: str, context: str = "layerproof") -> str:
    return tell_comment(api, REPOSITORY, 7, context, body)


def test_the_first_run_writes_a_comment_and_the_second_changes_it(github: GitHub, api: Api) -> None:
    github.page_size = 3
    for number in range(8):
        github.commented(f"talk {number}", PERSON)

    first, second = tell(api, "one"), tell(api, "two")

    assert first == second
    assert [it["body"] for it in github.comments[8:]] == [f"{mark('layerproof')}\ntwo"]
    assert len(github.asked("PATCH")) == 1


def test_two_contexts_have_a_comment_each(github: GitHub, api: Api) -> None:
    tell(api, "one", "layerproof")
    tell(api, "two", "layerproof / load")

    assert len(github.comments) == 2


def test_somebody_elses_comment_with_our_mark_is_left_alone(github: GitHub, api: Api) -> None:
    theirs = github.commented(f"{mark('layerproof')}\nPASS, trust me", PERSON)

    tell(api, "FAIL")

    assert theirs["body"].endswith("trust me")
    assert github.comments[-1]["user"] == BOT


def test_a_persons_token_changes_that_persons_comment_only(github: GitHub, api: Api) -> None:
    github.person = {"login": "ann", "id": 1, "type": "User"}
    github.commented(f"{mark('layerproof')}\nold", BOT)

    tell(api, "new")
    tell(api, "newer")

    assert [it["body"].rpartition("\n")[2] for it in github.comments] == ["old", "newer"]


def test_a_mark_that_is_quoted_is_no_mark(github: GitHub, api: Api) -> None:
    github.commented(f"> {mark('layerproof')}\nlook at this", BOT)

    tell(api, "one")

    assert len(github.comments) == 2


def test_a_comment_whose_answer_was_lost_is_not_written_twice(github: GitHub, api: Api) -> None:
    github.answer("POST", COMMENTS, Reply(502, "<html>"), done=True)

    assert tell(api, "one") == github.comments[0]["html_url"]
    assert len(github.comments) == 1


def test_a_comment_that_was_lost_altogether_is_told(github: GitHub, api: Api) -> None:
    github.answer("POST", COMMENTS, Reply(502, "<html>"))

    with pytest.raises(NotTold, match="status 502"):
        tell(api, "one")
    assert github.comments == []


def test_a_comment_of_any_length_is_taken(github: GitHub, api: Api) -> None:
    tell(api, "".join(f"| row {number} |\n" for number in range(9_000)))

    (comment,) = github.comments
    assert comment["body"].rstrip().endswith(NOTE)
    assert all(it.endswith("|") for it in comment["body"].splitlines()[1:-2])


def test_a_locked_conversation_is_told(github: GitHub, api: Api) -> None:
    github.answer("POST", COMMENTS, refusal(403, "Unable to create comment: issue is locked."))

    with pytest.raises(TellingRefused, match="locked"):
        tell(api, "one")


def test_a_name_cannot_end_the_mark() -> None:
    assert mark("a --> <b>\nc").count("-->") == 1
    assert "\n" not in mark("a\nb")


@pytest.mark.parametrize("number", [None, 7])
def test_the_open_pull_requests_that_end_in_the_commit_are_told(
    github: GitHub, api: Api, number: int | None
) -> None:
    github.pulls = [a_pull(7), a_pull(8, state="closed"), a_pull(9, sha="f" * 40)]

    assert pull_requests(api, Occasion(REPOSITORY, SHA, number)) == [7]


def test_a_pull_request_that_has_moved_on_is_left_alone(github: GitHub, api: Api) -> None:
    github.pulls = [a_pull(7, sha="f" * 40)]

    assert pull_requests(api, Occasion(REPOSITORY, SHA, 7)) == []
