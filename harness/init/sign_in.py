"""The sign-in form of a page, and the addresses at which one is likely to be."""

from dataclasses import dataclass

from harness.init.page import Element, Page
from harness.init.words import EMAIL, SIGN_IN, button_that

LIKELY = ("/sign-in", "/login", "/signin", "/auth/login", "/auth/sign-in", "/enter", "/account")


@dataclass(frozen=True, slots=True)
class SignInForm:
    """The two fields, and the button to press; None for a form that Enter submits."""

    email: Element
    password: Element
    button: Element | None


def sign_in_form(page: Page) -> SignInForm | None:
    """The form with a password on it, None where there is none, or no field for who it is."""
    password = page.password()
    if password is None:
        return None
    beside = [it for it in page.elements if it.form == password.form]
    fields = [it for it in beside if it.is_field and it.kind != "password"]
    named = [it for it in fields if it.kind == "email" or EMAIL.search(_said(it))]
    email = next(iter(named or fields), None)
    button = button_that(SIGN_IN, beside) or next((it for it in beside if _submits(it)), None)
    return SignInForm(email, password, button) if email else None


def _said(element: Element) -> str:
    return f"{element.label} {element.placeholder} {element.name}"


def _submits(element: Element) -> bool:
    return element.role == "button" and element.kind in ("submit", "")
