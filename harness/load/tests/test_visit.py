from collections.abc import Mapping
from typing import Any

import pytest

from harness.load.call import Call
from harness.load.progress import Ending
from harness.load.tests.world import world
from harness.load.visit import Part, Visit, fetch_of, parts, visit
from harness.load.world import Answer, NoAnswer
from harness.model.word import ErrorKind, Layer, Outcome

STORAGE, SERVER = Layer.STORAGE, Layer.SERVER


def ready(layer: Layer, **reasons: str) -> Ending:
    return Ending(Outcome.READY, layer, None, {}, 1, reasons, {})


def error(kind: ErrorKind, **reasons: str) -> Ending:
    return Ending(Outcome.ERROR, None, kind, None, 3, reasons, {})


def told(meant: Layer, ending: Ending) -> list[Part]:
    return list(parts(Visit(meant, 1.0, ending)))


def test_each_layer_is_told_that_did_its_part() -> None:
    assert told(STORAGE, ready(STORAGE)) == [Part(STORAGE)]
    assert told(SERVER, ready(SERVER, storage="missing")) == [Part(SERVER)]


def test_a_fast_path_that_the_fallback_hides_is_a_failure_of_storage() -> None:
    assert told(STORAGE, ready(SERVER, storage="wrong-shape")) == [
        Part(STORAGE, "did not answer: wrong-shape", "missed"),
        Part(SERVER),
    ]


def test_a_server_that_did_not_help_is_told_with_its_kind() -> None:
    assert told(SERVER, error(ErrorKind.NETWORK, storage="missing")) == [
        Part(SERVER, "error:network", "error:network")
    ]


def test_a_storage_that_should_have_been_empty_is_told() -> None:
    assert told(SERVER, ready(STORAGE)) == [
        Part(STORAGE, "it answered, though it was meant to be empty", "unmeant")
    ]


def test_a_runner_that_does_not_come_is_a_failure_of_the_layer_that_was_meant() -> None:
    assert list(parts(Visit(STORAGE, 1.0, why="status 404"))) == [
        Part(STORAGE, "status 404", "no-document")
    ]


@pytest.mark.parametrize("answer", [Answer(500), NoAnswer("reset")])
def test_without_the_runners_document_nothing_is_loaded(answer: Answer | NoAnswer) -> None:
    here, server = world({"answers": []}, {})
    sent: list[Call] = []

    def send(call: Call) -> Answer:
        sent.append(call)
        if isinstance(answer, NoAnswer):
            raise answer
        return answer

    it = visit("a/b", here, send, meant=SERVER)

    assert it.ending is None
    assert "runner's document" in it.why
    assert [call.path for call in sent] == ["/interview/a%2Fb?from=student"]
    assert server.asked == []


def test_a_load_takes_the_time_of_its_document_too() -> None:
    here, _ = world({"answers": [{"status": 404, "after_ms": 30}]}, {})

    def send(_: Call) -> Answer:
        here.clock.sleep_ms(50)
        return Answer(200)

    it = visit("abc", here, send, meant=SERVER)

    assert (it.took_ms, it.ending and it.ending.kind) == (80, ErrorKind.NOT_FOUND)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ({"status": 503}, "status 503, expected 200"),
        ({"status": 302}, "status 302, expected 200"),
        ({"status": 200, "body": "{}"}, "200 without the session's payload"),
    ],
)
def test_an_attempt_says_what_is_wrong_with_its_answer(
    answer: Mapping[str, Any], wrong: str
) -> None:
    here, _ = world({}, {})
    sent: list[Call] = []

    def send(call: Call) -> Answer:
        sent.append(call)
        return Answer(**answer)

    fetch_of("abc", send, here.rules)("/x", "token", attempt=2, timeout_ms=10)

    assert (sent[0].name, sent[0].wrong(Answer(**answer))) == ("session attempt 2", wrong)
