import json

import pytest

from harness.errors import BadProfile
from harness.load.script import Line, script_of, session_path, speech_of
from harness.load.tests.world import MOCK, SCRIPT
from harness.profile.endpoint import Api
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.profile.speech import Speech, Spoken

ROOMS = load_profile("examples/nextjs/layerproof.toml")


def with_api(**changes: object) -> Profile:
    api = {**MOCK.api.model_dump(mode="json"), **changes}
    return MOCK.model_copy(update={"api": Api.model_validate_json(json.dumps(api))})


def test_calls_that_are_left_out_are_those_of_the_api() -> None:
    assert SCRIPT.create.path == "/api/student/interviews"
    assert SCRIPT.start is not None
    assert (SCRIPT.start.method, SCRIPT.start.path) == ("POST", "/api/interview/session")
    assert SCRIPT.sign_in is not None
    assert SCRIPT.renew is not None
    assert (SCRIPT.sign_in.line.path, SCRIPT.renew.line.path) == (
        "/api/auth/sign-in",
        "/api/auth/token",
    )


def test_the_field_that_tells_a_call_from_others_is_put_in() -> None:
    speech = Speech(create=Spoken(), start=Spoken(body={"who": "{uid}"}))

    script = script_of(speech, MOCK)

    assert script.start is not None
    assert script.start.body == {"who": "{uid}", "action": "start"}


@pytest.mark.parametrize(
    ("speech", "profile", "key"),
    [
        (Speech(create=Spoken(call="POST /rooms/{id}")), MOCK, "load.create.call"),
        (Speech(create=Spoken()), with_api(create="POST https://else.test/x"), "load.create.call"),
        (Speech(create=Spoken(), start=Spoken()), with_api(start=[]), "load.start.call: missing"),
        (Speech(create=Spoken()), with_api(session="POST /s/{id}"), "api.session"),
        (Speech(create=Spoken()), with_api(session="GET https://e.test/{id}"), "api.session"),
    ],
)
def test_a_call_that_cannot_be_made_is_refused_with_its_key(
    speech: Speech, profile: Profile, key: str
) -> None:
    with pytest.raises(BadProfile, match=key):
        script_of(speech, profile)


def test_what_was_learnt_travels_as_text() -> None:
    assert MOCK.load is not None
    assert speech_of(MOCK.load.model_dump_json()) == MOCK.load
    with pytest.raises(BadProfile, match="cannot be read"):
        speech_of("{}")


def test_the_ids_of_the_session_api_and_of_the_key_are_the_profiles() -> None:
    speech = Speech(create=Spoken(), url_id="{create.room}", document_id="{create.rehearsal}")
    by_document = ROOMS.model_copy(
        update={"ids": ROOMS.ids.model_copy(update={"session": "document"})}
    )

    assert session_path(ROOMS) == "/api/rooms/{id}"
    assert script_of(speech, ROOMS).session_id == ""
    assert script_of(speech, by_document).session_id == "{create.rehearsal}"


def test_a_status_that_nobody_names_is_any_success() -> None:
    assert [Line("POST", "/x").takes(it) for it in (200, 204, 302, 404)] == [
        True,
        True,
        False,
        False,
    ]
    assert [Line("POST", "/x", status=201).takes(it) for it in (200, 201)] == [False, True]
