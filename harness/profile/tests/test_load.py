"""Profiles that are right, and each way in which one can be wrong."""

from pathlib import Path

import pytest

from harness.errors import BadProfile, UnknownName, UsageError
from harness.profile.load import UNFINISHED, built_in_profiles, load_profile, parse_profile

MOCK = (Path(__file__).parents[2] / "profiles" / "mock.toml").read_text(encoding="utf-8")


def changed(before: str, after: str) -> str:
    """What the loader says to the mock's profile with one thing changed."""
    assert before in MOCK
    with pytest.raises(BadProfile) as refused:
        parse_profile(MOCK.replace(before, after, 1), source="app.toml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("version = 1", "version 1", "app.toml is not TOML"),
        ("version = 1", "version 1", "line 4, column 9"),
        ("version = 1", "version = 2", "this Layerproof reads version 1"),
        ("version = 1\n", "", "version: missing. Add it"),
        ("[buttons]", "[button]", "button: unknown key. Did you mean 'buttons'?"),
        ("[buttons]", "[button]", "buttons: missing"),
        ("deadline_ms", "deadlin_ms", "deadlin_ms: unknown key. Did you mean 'deadline_ms'?"),
        ("deadline_ms = 15_000", 'deadline_ms = "15"', "should be a valid number; found '15'"),
        ('visitor = "staff"', 'vistor = "staff"', "starters.org.vistor: unknown key. Did you mean"),
        ('visitor = "staff"', 'vistor = "staff"', "visitor: missing. Add it (names one of the"),
        (
            'visitor = "staff"',
            'visitor = "stuff"',
            "no 'stuff' under visitors. Did you mean 'staff",
        ),
        ('role = "admin", ', 'role = "boss", ', "visitors.admin.role: there is no 'boss' under"),
        ('"owner", "staff", "admin"]', '"ower"]', "access.may_read: there is no 'ower'"),
        ('select = { label = "S', 'select = { labl = "S', "starters.org.steps[0].select.labl"),
        ('{ label = "Student" }', '{ label = "S", css = "s" }', "it has label and css"),
        ('{ label = "Student" }', "{ exact = true }", "it has none of them"),
        ('{ label = "Student" }', '{ label = "S", name = "s" }', "'name' goes with 'role' only"),
        (', value = "{owner.name}"', "", "'select' needs 'value'"),
        ('by = "form"', 'by = "magic"', "sign_in.form: 'by' must be one of"),
        ('opens = "same-tab"', 'opens = "tab"', "should be 'same-tab' or 'new-tab'; found 'tab'"),
        ('"GET /api/interview/s', '"/api/interview/s', "api.session[0].path: must begin with a"),
        ('entry = "interview:init:{id}"', 'entry = "x"', "storage.entry: String should match"),
        ('pattern = "[A-Za-z0-9_-]+"', 'pattern = "("', "'(' is no regular expression"),
        (
            "[access]",
            "[deviations]\nx = ' '\n[access]",
            "deviations.x: String should have at least",
        ),
        (
            "[access]",
            "[access.limit]\nvisitor = 'auditr'\ncalls = 9\n[access]",
            "access.limit.visitor: there is no 'auditr' under visitors",
        ),
        ("[access]", "[retry]\nattempts = 4\n[access]", "'waits_ms' has 2"),
        ("[access]", "[cleanup]\npath = 'DELETE /x'\n[access]", "cleanup: needs {id} in 'path'"),
        ("[access]", "[ignore]\nconsole = [{pattern='a'}]\n[access]", "console[0].reason: missing"),
        ("attribute = { loc", "attribut = { loc", "errors.attribut: unknown key"),
        (
            "any = [{ css = 'main[data-screen=\"ready",
            "none = [{ css = 'main[data-screen=\"ready",
            "or it is never seen",
        ),
        ('name = "Retry"', "exact = true", "retry: name the button by the words"),
    ],
)
def test_each_wrong_profile_is_told_by_its_key(before: str, after: str, said: str) -> None:
    message = changed(before, after)

    assert said in message
    assert "app.toml" in message


def test_a_misspelt_key_is_told_before_what_is_missing_for_it() -> None:
    lines = changed("[buttons]", "[button]").splitlines()

    assert lines[1] == "  button: unknown key. Did you mean 'buttons'?"
    assert lines[2].startswith("  buttons: missing.")


def test_a_wrong_element_of_a_list_is_told_once() -> None:
    message = changed("click = { role", "clik = { role")

    assert "1 thing is wrong" in message
    assert "steps[2].clik: unknown key. Did you mean 'click'?" in message


def test_a_folder_for_a_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadProfile, match="cannot be read: Is a directory"):
        load_profile(tmp_path)


def test_a_missing_file_is_told_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(
        BadProfile, match=r"nothing\.toml cannot be read.*built-in profiles: demo, mock"
    ):
        load_profile(str(tmp_path / "nothing.toml"))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "picture.toml"
    picture.write_bytes(b"\x89PNG\r\n")

    with pytest.raises(BadProfile, match=r"byte 0 is no UTF-8"):
        load_profile(picture)


def test_a_date_where_a_text_belongs_is_read_as_one(tmp_path: Path) -> None:
    dated = tmp_path / "dated.toml"
    dated.write_text(MOCK.replace('name = "mock"', "name = 2026-01-02"), encoding="utf-8")

    assert load_profile(dated).name == "2026-01-02"


def test_an_unknown_built_in_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'mock'"):
        load_profile("mok")


@pytest.mark.parametrize("name", built_in_profiles())
def test_each_built_in_profile_is_sound(name: str) -> None:
    assert load_profile(name).name == name


def test_an_extending_profile_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "app.toml").write_text(
        'extends = "mock"\nname = "app"\n[retry]\nattempts = 1\nwaits_ms = []\n'
        '[paths]\nhome = "/start"\n[access]\nmay_read = ["owner"]\n',
        encoding="utf-8",
    )
    (tmp_path / "preview.toml").write_text('extends = "app.toml"\nname = "preview"\n', "utf-8")

    profile = load_profile(tmp_path / "preview.toml")

    assert (profile.name, profile.retry.attempts) == ("preview", 1)
    assert (profile.paths.home, profile.paths.sign_in) == ("/start", "/sign-in")
    assert profile.access.may_read == ("owner",)


def test_what_is_wrong_in_an_extending_profile_is_told_by_its_key(tmp_path: Path) -> None:
    with pytest.raises(
        BadProfile, match=r"app\.toml(.|\n)*pathes: unknown key\. Did you mean 'path"
    ):
        parse_profile('extends = "mock"\n[pathes]\n', source="app.toml", folder=tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('extends = "mok"', "no built-in profile 'mok'"),
        ('extends = "no.toml"', "no.toml cannot be read"),
        ("extends = 3", "extends is 3. Name a built-in"),
        ('extends = ""', "extends is ''"),
        ('extends = "self.toml"', "goes round in a circle"),
    ],
)
def test_a_profile_that_extends_nothing_sound_is_refused(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "self.toml").write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        load_profile(tmp_path / "self.toml")

    assert said in str(refused.value)


def test_a_draft_that_nobody_finished_is_refused_by_its_keys() -> None:
    marks = f'[paths]\nrunner = "{UNFINISHED}"\n[buttons]\nretry = "{UNFINISHED}"'
    text = f'version = 1\nname = "app"\n{marks}'

    with pytest.raises(BadProfile, match=r"a draft: paths.runner, buttons.retry are still TO"):
        parse_profile(text, source="app.toml")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = MOCK.replace('visitor = "staff"', 'visitor = "stuff"', 1)
    for at in range(7):
        wrong = wrong.replace("version = 1\n", f"version = 1\nunknown{at} = 1\n", 1)

    with pytest.raises(BadProfile) as refused:
        parse_profile(wrong, source="app.toml")

    message = str(refused.value)
    assert "app.toml: 8 things are wrong." in message
    assert all(f"unknown{at}: unknown key" in message for at in range(7))
    assert "there is no 'stuff' under visitors" in message
