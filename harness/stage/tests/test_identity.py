"""Which ids a session has, read where the profile says."""

import pytest

from harness.model.event import Event, Json, Phase
from harness.profile.load import load_profile
from harness.profile.payload import FromAnswer, FromKey, FromPayload, Where
from harness.profile.profile import Profile
from harness.stage.identity import Identity, documents_created, identity_of

MOCK = load_profile("mock")
URL = "http://a.test/interview/u-1?from=org"
PAYLOAD: Json = {"ref": "d-1"}
SEEN = (
    Event(1, 0, "", "tab-1", Phase.OK, "request", "", {"role": "create", "body": {"doc": "d-1"}}),
    Event(
        *(2, 0, "", "tab-1", Phase.OK, "storage.write", ""),
        {"role": "entry", "key": "interview:init:k-1", "value": {"payload": PAYLOAD}},
    ),
)


def profile(**ids: object) -> Profile:
    storage = MOCK.storage.model_copy(update={"key_id": ids.pop("key_id", "url")})
    own = MOCK.ids.model_copy(update=ids)
    return MOCK.model_copy(update={"ids": own, "storage": storage})


def test_without_a_word_in_the_profile_there_is_one_id() -> None:
    assert identity_of(URL, SEEN, MOCK) == Identity("u-1", "u-1")


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (FromAnswer(answer="create", field="doc"), "d-1"),
        (FromPayload(payload="ref"), "d-1"),
        (FromKey(key="entry"), "k-1"),
        (FromAnswer(answer="start", field="doc"), "u-1"),
        (FromPayload(payload="nowhere"), "u-1"),
    ],
)
def test_the_documents_id_is_read_where_it_stands(where: Where, found: str) -> None:
    assert identity_of(URL, SEEN, profile(document=where)).document_id == found


def test_the_key_may_have_the_documents_id_or_one_of_its_own() -> None:
    document = FromAnswer(answer="create", field="doc")

    as_document = identity_of(URL, SEEN, profile(document=document, key_id="document"))
    own = identity_of(URL, SEEN, profile(entry=FromKey(key="entry"), key_id="own"))

    assert as_document == Identity("u-1", "d-1", "d-1")
    assert own == Identity("u-1", "u-1", "k-1")


def test_a_payload_that_was_not_stored_is_the_servers() -> None:
    answered = Event(
        *(1, 0, "", "tab-1", Phase.OK, "request", ""), {"role": "session", "body": PAYLOAD}
    )

    ids = identity_of(URL, [answered], profile(document=FromPayload(payload="ref")))

    assert ids.document_id == "d-1"


def created(seq: int, status: int, body: Json) -> Event:
    detail: dict[str, Json] = {"role": "create", "status": status, "body": body}
    return Event(seq, 0, "", "tab-1", Phase.OK, "request", "", detail)


def test_every_answer_that_created_something_names_its_document() -> None:
    seen = (created(1, 201, {"doc": "d-1"}), created(2, 503, {}), created(3, 200, {"doc": "d-2"}))
    known = profile(document=FromAnswer(answer="create", field="doc"))

    assert documents_created(seen, known) == ("d-1", "d-2")


def test_a_document_whose_id_stands_elsewhere_is_counted_without_one() -> None:
    seen = (created(1, 201, {"doc": "d-1"}), created(2, 201, "no JSON"))

    assert documents_created(seen, MOCK) == ("", "")
    assert documents_created(seen, profile(document=FromAnswer(answer="start", field="doc"))) == (
        "",
        "",
    )
