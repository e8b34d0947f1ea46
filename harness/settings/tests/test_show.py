from harness.settings.settings import Settings
from harness.settings.show import lines


def test_only_what_somebody_gave_has_a_line() -> None:
    settings = Settings(workers=2, origins={"workers": "flag --workers"})

    assert lines(settings) == ["workers  2  (flag --workers)"]


def test_nothing_given_is_said() -> None:
    assert lines(Settings()) == ["settings: all by default"]
