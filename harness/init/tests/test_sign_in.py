from harness.init.sign_in import sign_in_form
from harness.init.tests.seen import button, field, page


def test_a_form_is_its_two_fields_and_its_button() -> None:
    search = field("Search", form=1)
    email, password = field("Your e-mail", form=2), field("Password", "password", form=2)

    form = sign_in_form(page("/", search, email, password, button("Log in", form=2)))

    assert form is not None
    assert (form.email, form.password) == (email, password)
    assert form.button is not None
    assert form.button.name == "Log in"


def test_a_form_without_a_button_is_sent_by_enter() -> None:
    form = sign_in_form(page("/", field("Email", "email"), field("", "password")))

    assert form is not None
    assert form.button is None


def test_without_a_password_it_is_no_sign_in() -> None:
    assert sign_in_form(page("/", field("Email"), button("Sign in"))) is None
    assert sign_in_form(page("/", field("Password", "password"))) is None
