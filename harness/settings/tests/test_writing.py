import pytest

from harness.errors import BadSetting
from harness.profile.load import load_profile
from harness.profile.place import Hosts
from harness.profile.policy import Cleanup
from harness.settings.host import LOAD
from harness.settings.settings import Settings
from harness.settings.writing import is_production, refuse_writing

DEMO = load_profile("demo")
PROFILE = DEMO.model_copy(update={"cleanup": Cleanup(path="DELETE /api/x/{id}")})
URL = "https://App.example.test/x"


def settings(**more: object) -> Settings:
    return Settings.model_validate({"url": URL, **more})


def test_a_mock_of_the_run_and_this_machine_need_nobodys_leave() -> None:
    for url in ("", "http://127.0.0.1:3000", "http://app.localhost"):
        refuse_writing(Settings.model_validate({"url": url}), PROFILE, {})


def test_another_host_is_refused_with_what_to_say() -> None:
    with pytest.raises(BadSetting, match=r"--allow-host app\.example\.test") as refused:
        refuse_writing(settings(), PROFILE, {})

    assert "creates sessions" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_flag_the_configuration_or_the_environment_allows_it() -> None:
    refuse_writing(settings(allow_host=("app.example.test",)), PROFILE, {})
    refuse_writing(settings(), PROFILE, {"LAYERPROOF_ALLOW_HOST": "other, app.example.test"})


def test_load_says_why_it_is_refused_in_its_own_words() -> None:
    with pytest.raises(BadSetting, match="a load test that nobody agreed to is an attack"):
        refuse_writing(settings(), PROFILE, {}, deed=LOAD)


def test_who_may_be_written_to_may_still_be_production() -> None:
    allowed = settings(allow_host=("app.example.test",), production_host=("APP.example.test.",))

    with pytest.raises(BadSetting, match=r"'app\.example\.test' is production.*--allow-production"):
        refuse_writing(allowed, PROFILE, {})


def test_the_profile_may_name_production_too() -> None:
    known = PROFILE.model_copy(update={"hosts": Hosts(production=("app.example.test",))})

    assert is_production(settings(), known)
    assert not is_production(settings(), PROFILE)
    assert not is_production(Settings.model_validate({}), known)


def test_this_machine_may_stand_for_production() -> None:
    here = Settings.model_validate({"url": "http://localhost", "production_host": ("localhost",)})

    with pytest.raises(BadSetting, match="--allow-production"):
        refuse_writing(here, PROFILE, {})


def test_production_is_allowed_by_that_name_where_all_can_be_removed() -> None:
    meant = settings(
        allow_host=("app.example.test",),
        production_host=("app.example.test",),
        allow_production=True,
    )

    refuse_writing(meant, PROFILE, {})
    with pytest.raises(BadSetting, match=r"Add \[cleanup\]"):
        refuse_writing(meant, DEMO, {})


def test_allowing_production_allows_no_host() -> None:
    with pytest.raises(BadSetting, match="--allow-host"):
        refuse_writing(settings(allow_production=True), PROFILE, {})
