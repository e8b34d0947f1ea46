from dataclasses import replace

from harness.invariants.tests.build import loaded
from harness.model.word import Status
from harness.profile.profile import Profile
from harness.repro.compose import compose
from harness.repro.part import NoScript, Script
from harness.repro.render import text_of
from harness.repro.tests.made import FOUND, PROFILE, a_finding


def script_for(line: str, *conditions: str, profile: Profile = PROFILE) -> Script:
    found = compose(a_finding(line, *conditions), None, profile, name="x")
    assert isinstance(found, Script)
    return found


def test_the_person_signs_in_and_starts_as_the_profile_says() -> None:
    script = script_for("server.lookup")

    assert "page.get_by_label('Password').fill(value('STAFF_PASSWORD'))" in script.sign_in
    assert script.act[0] == "page.goto(url + '/org')"
    assert script.reads == ("STAFF_EMAIL", "STAFF_PASSWORD", "OWNER_NAME")


def test_no_value_of_a_person_stands_in_the_script() -> None:
    profile = PROFILE.model_copy(deep=True)
    person = profile.visitors["staff"].model_copy(
        update={"values": {"email": "s@app.test", "password": "hidden"}}
    )
    profile = profile.model_copy(update={"visitors": {**profile.visitors, "staff": person}})

    text = text_of(script_for("server.lookup", profile=profile))

    assert "hidden" not in text
    assert "s@app.test" not in text


def test_conditions_become_parts_and_what_cannot_is_told() -> None:
    script = script_for("runner.server.shown", "storage-full", "slow-3g")

    assert [it.name for it in script.parts] == ["storage-full"]
    assert script.left_out == ("slow-3g",)
    assert "Not done again: slow-3g." in text_of(script)


def test_a_load_without_a_starter_is_opened_once_more() -> None:
    journey = loaded().read().asked(404).error("not-found").journey()

    script = compose(a_finding("runner.server.shown"), journey, PROFILE, name="x")

    assert isinstance(script, Script)
    assert [it.name for it in script.parts] == [
        "storage-empty",
        "open it once more, in a tab of its own",
    ]


def test_every_line_with_a_check_makes_a_script_that_is_python() -> None:
    from harness.repro.symptom import CHECKS

    for line in CHECKS:
        compile(text_of(script_for(line, "server-error:1", "storage-empty")), line, "exec")


def test_what_no_script_can_see_has_none() -> None:
    found = compose(replace(FOUND, line="server.timing", rank=4), None, PROFILE, name="x")

    assert isinstance(found, NoScript)
    assert "server.timing" in found.why


def test_what_could_not_be_found_out_has_none() -> None:
    unknown = replace(FOUND, status=Status.UNKNOWN)

    assert isinstance(compose(unknown, None, PROFILE, name="x"), NoScript)


def test_an_app_without_a_form_is_entered_by_a_saved_state() -> None:
    seeded = {"seeded": PROFILE.sign_in["seeded"]}
    profile = PROFILE.model_copy(update={"sign_in": seeded})

    assert "STORAGE_STATE" in script_for("server.lookup", profile=profile).sign_in[0]
