"""New names are drawn from a seed, stand by themselves, and lead both ways."""

import pytest

from mock_backend.rename.names import Exchange, Names, draw
from mock_backend.rename.vocabulary import LABELS, PHRASES, VALUES, WORDS

NAMES = Names({"question": "bodak", "sign-in": "rupin", "x-request-id": "x-tak"}, {"start": "vol"})


def test_a_seed_always_gives_the_same_names() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)


@pytest.mark.parametrize("seed", range(20))
def test_each_old_name_has_a_new_one_of_its_own(seed: int) -> None:
    told = draw(seed).told()

    assert set(told) == {*WORDS, *LABELS, *PHRASES, *VALUES}
    assert not set(told) & set(told.values())
    # `attempt …` stands there twice, for pages and for profiles; both are whole texts.
    assert len(set(told.values())) == len(told)


def test_a_phrase_is_made_of_its_parts() -> None:
    told = draw(3).told()

    assert told["student-dashboard"] == f"{told['student']}-{told['dashboard']}"
    assert told["data-kind"] == f"data-{told['kind']}"
    assert "${attempt}" in told["attempt ${attempt} of 3"]
    assert told["'start'"] == f"'{told['start']}'"


@pytest.mark.parametrize(
    ("text", "under_other_names"),
    [
        ("a question, questions", "a bodak, questions"),
        ("firstquestion question-box $question", "firstquestion question-box $question"),
        ("/sign-in /assets/sign-in.js", "/rupin /assets/rupin.js"),
        ("{'question': 1}", "{'bodak': 1}"),
        ("start", "start"),
    ],
)
def test_a_name_in_a_text_stands_by_itself(text: str, under_other_names: str) -> None:
    exchange = Exchange(NAMES)

    assert exchange.text(text) == under_other_names
    assert exchange.text(under_other_names) == text


def test_what_is_the_browsers_is_kept() -> None:
    exchange = Exchange(draw(1))
    text = "navigator.connection http://www.w3.org/2000/svg register(url, { scope: '/' })"

    assert exchange.text(text) == text


def test_json_has_its_keys_exchanged_and_the_words_of_its_own_fields() -> None:
    names = Names({"action": "fob", "question": "bodak", "admin": "ged"}, {"start": "vol"})
    exchange = Exchange(names)
    said = {"action": "start", "question": "admin", "answers": [{"question": None}]}

    exchanged = exchange.json(said)

    assert exchanged == {"fob": "vol", "bodak": "admin", "answers": [{"bodak": None}]}
    assert exchange.json(exchanged) == said
