from harness.model.word import ErrorKind, Screen
from harness.profile.load import load_profile
from harness.profile.locator import Locator
from harness.profile.screen import KindAttribute


def test_the_screens_count_in_a_fixed_order() -> None:
    signs = load_profile("mock").screens.signs()

    assert list(signs) == [Screen.ERROR, Screen.READY, Screen.STARTING, Screen.LOADING]


def test_the_apps_word_for_a_kind_is_translated() -> None:
    attribute = KindAttribute(
        locator=Locator(css="main"), attribute="data-kind", words={"404": ErrorKind.NOT_FOUND}
    )

    assert attribute.kind_of("404") is ErrorKind.NOT_FOUND
    assert attribute.kind_of("network") is ErrorKind.NETWORK
    assert attribute.kind_of("teapot") is None
