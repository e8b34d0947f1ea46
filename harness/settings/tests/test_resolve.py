from pathlib import Path

import pytest

from harness.errors import BadSetting
from harness.settings.resolve import resolve
from harness.settings.settings import Settings

HERE = Path("/nowhere/at/all")


def table(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(f"[tool.layerproof]\n{text}\n", encoding="utf-8")
    return folder


def test_nothing_given_gives_the_defaults() -> None:
    assert resolve({}, {}, HERE) == Settings()


def test_a_flag_wins_over_the_environment_over_the_table_over_the_default(tmp_path: Path) -> None:
    where = table(tmp_path, "workers = 2\nbudget = '2m'\nheaded = true")
    environ = {"LAYERPROOF_WORKERS": "3", "LAYERPROOF_BUDGET": "3m"}

    settings = resolve({"workers": 4}, environ, where)

    assert (settings.workers, settings.budget, settings.headed) == (4, 180, True)
    assert settings.shown()["workers"] == ("4", "flag --workers")
    assert settings.shown()["budget"] == ("180s", "environment LAYERPROOF_BUDGET")
    assert settings.shown()["headed"] == ("yes", f"{tmp_path}/pyproject.toml [tool.layerproof]")
    assert settings.shown()["full-browser"] == ("no", "default")


def test_a_flag_that_says_no_wins_too() -> None:
    assert not resolve({"headed": False}, {"LAYERPROOF_HEADED": "1"}, HERE).headed


def test_flags_that_were_not_given_change_nothing() -> None:
    flags: dict[str, object] = {"workers": None, "only": (), "url": "", "starter": []}

    assert resolve(flags, {}, HERE).shown() == Settings().shown()


def test_the_table_is_found_from_a_folder_below(tmp_path: Path) -> None:
    below = table(tmp_path, "full-browser = true") / "a" / "b"
    below.mkdir(parents=True)

    assert resolve({}, {}, below).full_browser


def test_a_nearer_pyproject_without_a_table_hides_one_above(tmp_path: Path) -> None:
    below = table(tmp_path, "full-browser = true") / "a"
    below.mkdir()
    (below / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")

    assert not resolve({}, {}, below).full_browser


def test_a_path_counts_from_where_it_is_written(tmp_path: Path) -> None:
    below = table(tmp_path, "profile = 'app.toml'\nout = 'runs'") / "a"
    below.mkdir()

    settings = resolve({"out": "mine"}, {}, below)

    assert settings.profile == str(tmp_path / "app.toml")
    assert settings.out == below / "mine"


def test_a_built_in_profiles_name_is_no_path() -> None:
    assert resolve({"profile": "mock"}, {}, HERE).profile == "mock"


def test_lists_have_commas_everywhere() -> None:
    settings = resolve({"under": ["slow-3g, flaky", "latency:300ms"]}, {}, HERE)

    assert settings.under == ("slow-3g", "flaky", "latency:300ms")


def test_the_browsers_variable_is_the_one_that_the_machine_reads() -> None:
    settings = resolve({}, {"LAYERPROOF_BROWSER": "/opt/chromium"}, HERE)

    assert settings.browser_path == "/opt/chromium"


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"url": "localhost:3000"}, r"flag --url: found 'localhost:3000'.*http://localhost:3000"),
        ({"url": "ftp://app.example"}, "write the whole address"),
        ({"url": "http://"}, "write the whole address"),
        ({"workers": 0}, r"flag --workers: found 0; should be greater than or equal to 1"),
        ({"workers": "many"}, "should be a valid integer"),
        ({"budget": "soon"}, "write a duration such as 90s"),
        ({"headers": ["no colon"]}, "^flag --header: .*write each header as 'Name: value'"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_origin(
    flags: dict[str, object], said: str
) -> None:
    with pytest.raises(BadSetting, match=said):
        resolve(flags, {}, HERE)


def test_a_bad_value_of_the_environment_names_its_variable() -> None:
    with pytest.raises(BadSetting, match=r"environment LAYERPROOF_HEADED: found 'maybe'"):
        resolve({}, {"LAYERPROOF_HEADED": "maybe"}, HERE)


def test_a_slip_in_a_variables_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadSetting, match=r"LAYERPROOF_PROFLE.*mean 'LAYERPROOF_PROFILE'"):
        resolve({}, {"LAYERPROOF_PROFLE": "x.toml"}, HERE)


@pytest.mark.parametrize(
    "variable",
    ["LAYERPROOF_CONTROL_SECRET", "LAYERPROOF_OWNER_PASSWORD", "LAYERPROOF_STAFF_EMAIL"],
)
def test_a_variable_of_a_profile_or_of_ours_is_let_alone(variable: str) -> None:
    assert resolve({}, {variable: "x"}, HERE) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("full-browsr = true", "'full-browsr', which is no setting. Did you mean 'full-browser'"),
        ("xyz = 1", "which is no setting. Known: accepted"),
        ("workers = 'x", "cannot be read as TOML"),
    ],
)
def test_a_table_with_a_mistake_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadSetting) as refused:
        resolve({}, {}, table(tmp_path, text))

    assert said in str(refused.value)
    assert "pyproject.toml" in str(refused.value)


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nlayerproof = 3\n", encoding="utf-8")

    with pytest.raises(BadSetting, match="Write it as a table"):
        resolve({}, {}, tmp_path)


def test_a_header_of_the_table_comes_from_the_environment(tmp_path: Path) -> None:
    where = table(tmp_path, "headers = { x-bypass = { env = 'BYPASS' }, x-plain = 'yes' }")

    settings = resolve({}, {"BYPASS": "s3cret"}, where)

    assert settings.plain_headers == {"x-bypass": "s3cret", "x-plain": "yes"}
    with pytest.raises(BadSetting, match="header 'x-bypass' needs BYPASS"):
        resolve({}, {}, where)


def test_a_baselines_header_of_the_table_does_too_and_its_password_is_masked(
    tmp_path: Path,
) -> None:
    where = table(
        tmp_path,
        "baseline = 'https://me:s3cret@app.example'\nbaseline-headers = { x-b = { env = 'BASE' } }",
    )

    settings = resolve({}, {"BASE": "s3cret"}, where)

    assert settings.baseline_headers["x-b"].get_secret_value() == "s3cret"
    assert "s3cret" not in str(settings.shown())


def test_secrets_are_masked_wherever_settings_are_printed() -> None:
    flags = {"headers": ["X-Bypass: s3cret:x"], "url": "https://me:s3cret@app.example"}

    settings = resolve(flags, {}, HERE)

    assert settings.plain_headers == {"X-Bypass": "s3cret:x"}
    assert "s3cret" not in str(settings.shown())
    assert settings.shown()["url"][0] == "https://•••@app.example"
    assert "s3cret" not in repr(settings.headers)


def test_a_bad_header_is_not_repeated_in_the_message() -> None:
    with pytest.raises(BadSetting) as refused:
        resolve({"headers": ["s3cret"]}, {}, HERE)

    assert "s3cret" not in str(refused.value)


def test_a_bad_address_is_told_without_its_password() -> None:
    with pytest.raises(BadSetting) as refused:
        resolve({"url": "ftp://me:s3cret@app.example"}, {}, HERE)

    assert "s3cret" not in str(refused.value)
