import pytest

from harness.errors import BadProfile
from harness.profile.locator import Locator, Sign
from harness.profile.step import Step


def test_a_steps_names_are_filled_from_the_values() -> None:
    step = Step(fill=Locator(label="Email"), value="{owner.email} {tag}")

    assert step.text({"owner.email": "a@b.example", "tag": "t1"}) == "a@b.example t1"


def test_a_name_without_value_is_refused_with_what_is_known() -> None:
    step = Step(fill=Locator(label="Email"), value="{emial}")

    with pytest.raises(BadProfile, match=r"asks for '\{emial\}'.*Known: email"):
        step.text({"email": "a@b.example"})


def test_a_step_says_what_it_does_without_its_secret() -> None:
    step = Step(fill=Locator(label="Password"), value="{password}")

    assert (step.verb, step.locator.way) == ("fill", "label")
    assert str(step) == "fill label \"Password\" '{password}'"


def test_a_locator_is_told_as_a_person_would() -> None:
    inner = Locator(role="button", name="Go", within=Locator(test_id="card"))

    assert str(inner) == 'button "Go" in test id "card"'


def test_a_sign_lists_what_must_be_there_first() -> None:
    sign = Sign(any=(Locator(text="b"),), all=(Locator(text="a"),), none=(Locator(text="c"),))

    assert [it.text for it in sign.locators] == ["a", "b", "c"]
