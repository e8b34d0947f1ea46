import pytest
from pydantic import JsonValue

from harness.load.filling import filled
from harness.load.likeness import Unlike, likened
from harness.load.walk import Sources

TOLD: list[Sources] = [
    {"visitor": {"name": "Ada"}, "uid": "u1", "create": {"id": "a1b2", "turn": 4, "ok": True}},
    {"visitor": {"name": "Ada"}, "uid": "u1", "create": {"id": "c3d4", "turn": 9, "ok": True}},
]


@pytest.mark.parametrize(
    ("said", "template"),
    [
        (["a1b2", "c3d4"], "{create.id}"),
        ([4, 9], "{create.turn}"),
        (["spoken", "spoken"], "spoken"),
        (["Ada", "Ada"], "{visitor.name}"),
        (["u1", "u1"], "{uid}"),
        ([True, True], True),
        ([None, None], None),
        ([[], []], []),
        (["/rooms/a1b2/go", "/rooms/c3d4/go"], "/rooms/{create.id}/go"),
        ([{"x": ["a1b2", 1]}, {"x": ["c3d4", 1]}], {"x": ["{create.id}", 1]}),
        ([TOLD[0]["create"], TOLD[1]["create"]], "{create}"),
        (["2026-01-01T10:00:00Z", "2026-01-01T10:00:09Z"], "{now}"),
        ([1_767_323_046_000, 1_767_323_049_000], "{now_ms}"),
        (
            ["6f1c7a52-52a8-4bb5-9d3c-6b1f7a1d9a10", "0f1c7a52-52a8-4bb5-9d3c-6b1f7a1d9a11"],
            "{uuid}",
        ),
    ],
)
def test_what_was_told_before_is_known_again(said: list[JsonValue], template: JsonValue) -> None:
    if template == "{create}":  # what has no name of its own is put together of its parts
        template = {"id": "{create.id}", "turn": "{create.turn}", "ok": True}

    found = likened(said, TOLD)

    assert found == template


def test_what_is_found_gives_back_what_was_said() -> None:
    said: list[JsonValue] = [
        {"session": "a1b2", "note": "for Ada (a1b2)", "turns": [{"n": 4, "who": "u1"}]},
        {"session": "c3d4", "note": "for Ada (c3d4)", "turns": [{"n": 9, "who": "u1"}]},
    ]

    template = likened(said, TOLD)

    assert [filled(template, its) for its in TOLD] == said


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["k7Qw", "p9Zx"], "is different each time"),
        ([1, 2], "is different each time"),
        ([{"n": {"x": 1}}, {"n": {"x": 2}}], "'n.x' is different each time"),
        ([{"a": 1}, {"b": 1}], "other fields"),
        ([[1], [1, 2]], "another length"),
        ([{"key": "<masked>"}, {"key": "<masked>"}], "'key' is a secret"),
    ],
)
def test_what_nobody_told_cannot_be_said_again(said: list[JsonValue], words: str) -> None:
    with pytest.raises(Unlike, match=words):
        likened(said, TOLD)


def test_the_same_thing_under_the_same_name_follows_the_answer() -> None:
    told: list[Sources] = [{"start": {"question": "Why?", "n": 1}} for _ in range(2)]

    assert likened([{"question": "Why?"}] * 2, told) == {"question": "{start.question}"}
    assert likened([{"other": "Why?"}] * 2, told) == {"other": "Why?"}
