import re

import pytest

from harness.profile.environment import FromEnvironment
from harness.profile.locator import Locator, Sign
from harness.profile.step import Step
from harness.repro.tests.made import PROFILE
from harness.repro.words import done, located, placeholders, said, sign_in_of, signs, variable


@pytest.mark.parametrize(
    ("locator", "expression"),
    [
        (Locator(role="button", name="Go"), "page.get_by_role('button', name='Go')"),
        (
            Locator(role="button", name="Go", exact=True),
            "page.get_by_role('button', name='Go', exact=True)",
        ),
        (Locator(label="Email"), "page.get_by_label('Email')"),
        (Locator(text="Hi", exact=True), "page.get_by_text('Hi', exact=True)"),
        (Locator(test_id="x"), "page.get_by_test_id('x')"),
        (Locator(css="main", within=Locator(css="body")), "page.locator('body').locator('main')"),
        (Locator(matches=r"a\d"), r"page.get_by_text(re.compile('a\\d'))"),
    ],
)
def test_a_locator_is_one_expression(locator: Locator, expression: str) -> None:
    assert located(locator) == expression


def test_words_that_would_end_the_literal_do_not() -> None:
    hostile = Locator(text="'); import os; ('")

    assert re.fullmatch(r'page\.get_by_text\("[^"]*"\)', located(hostile))


def test_steps_are_calls() -> None:
    assert done(Step(click=Locator(css="a")), "''") == "page.locator('a').click()"
    assert done(Step(fill=Locator(css="a"), value="x"), "'x'") == "page.locator('a').fill('x')"
    assert done(Step(select=Locator(css="a"), value="x"), "y") == "choose(page.locator('a'), y)"


def test_a_sign_is_any_of_its_locators() -> None:
    sign = Sign(any=(Locator(css="a"), Locator(css="b")))

    assert signs(sign) == ("page.locator('a')", "page.locator('b')")


def test_who_is_seeded_signs_in_by_the_form_that_there_is() -> None:
    form = sign_in_of(PROFILE.visitor("owner"), PROFILE)

    assert form is not None
    assert form.by == "form"


def test_values_come_from_the_environment() -> None:
    own = PROFILE.visitors["staff"].model_copy(
        update={"values": {"password": FromEnvironment(env="APP_SECRET")}}
    )
    profile = PROFILE.model_copy(update={"visitors": {**PROFILE.visitors, "staff": own}})

    assert variable("staff", "password", profile) == "APP_SECRET"
    assert variable("staff", "email", profile) == "STAFF_EMAIL"
    assert variable("staff", "owner.name", profile) == "OWNER_NAME"
    assert placeholders("{a} and {b.c}") == ["a", "b.c"]


def test_a_script_needs_no_run() -> None:
    step = Step(fill=Locator(label="Note"), value="{name}, {run}")

    assert said(step) == "{name}, repro"
    assert placeholders(said(step)) == ["name"]
