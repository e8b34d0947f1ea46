import pytest

from harness.conditions.condition import in_error
from harness.conditions.registry import compose
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
    statuses,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import AuthRule
from harness.errors import UnknownName
from harness.model.word import ErrorKind

FORBIDDEN = in_error(ErrorKind.FORBIDDEN)


@pytest.mark.parametrize(
    ("name", "visitor"), [("foreign-user", "stranger"), ("foreign-user:colleague", "colleague")]
)
def test_it_asks_for_another_visitor(name: str, visitor: str) -> None:
    assert asked_by(name) == [("auth", AuthRule(visitor=visitor))]


@pytest.mark.browser
def test_both_tabs_are_the_strangers_and_the_server_refuses_them(play: Play) -> None:
    stage = play("foreign-user")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    uid = stage.visitor("stranger").uid
    assert pair.both("localStorage.getItem('auth:uid')") == (uid, uid)
    assert [statuses(it) for it in pair.traces] == [[403], [403]]
    assert pair.ends == (FORBIDDEN, FORBIDDEN)
    assert len(served(stage)) == 2


@pytest.mark.browser
def test_a_visitor_that_the_profile_does_not_know_is_refused(play: Play) -> None:
    stage = play()
    stage.under(*compose(["foreign-user:strangr"]))

    with pytest.raises(UnknownName, match="stranger"):
        stage.tab().open(stage.session())


@pytest.mark.browser
@pytest.mark.parametrize("name", ["foreign-user", "foreign-user:colleague"])
def test_a_sound_app_says_so(play: Play, name: str) -> None:
    assert_ends_as_said(play, name)
    assert_off(play)
