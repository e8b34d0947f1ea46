"""Everything goes through as it came, both ways, but where a rule says otherwise."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import grpc.aio
import pytest
from google.cloud.firestore_v1.types import common, document, firestore, write

from harness.firestore_proxy.relay import passed
from harness.firestore_proxy.tests.standin import Context, World, played

DATABASE = "projects/p/databases/(default)"
NAME = f"{DATABASE}/documents/interviews/abc"
READ = firestore.BatchGetDocumentsRequest.serialize(
    firestore.BatchGetDocumentsRequest(documents=[NAME])
)
WRITE = write.Write(
    update=document.Document(name=NAME), current_document=common.Precondition(exists=True)
)
COMMIT = firestore.CommitRequest.serialize(firestore.CommitRequest(writes=[WRITE]))
IN_TRANSACTION = firestore.CommitRequest.serialize(
    firestore.CommitRequest(database=DATABASE, writes=[WRITE], transaction=b"t1")
)
WRITES = firestore.WriteRequest.serialize(firestore.WriteRequest(writes=[WRITE]))
GARBAGE = b"\xff\xfe no protobuf"
TRAILERS = (("grpc-status-details-bin", b"\x08\x0a"), ("x-late", "2"))


async def refuse(requests: AsyncIterator[bytes], context: Context) -> None:
    await anext(requests)
    await context.send_initial_metadata((("x-early", "1"),))
    await context.abort(grpc.StatusCode.FAILED_PRECONDITION, "not so: ä", TRAILERS)


async def never(requests: AsyncIterator[bytes], _: Context) -> None:
    await anext(requests)
    await asyncio.Event().wait()


def test_bytes_and_metadata_go_through_both_ways() -> None:
    async def answer(requests: AsyncIterator[bytes], context: Context) -> None:
        await context.send_initial_metadata((("x-early", "1"), ("x-bin", b"\x00\xff")))
        await context.write(await anext(requests) + b"!")
        context.set_trailing_metadata((("x-late", "2"),))

    async def play(it: World) -> None:
        it.database.answers["Commit"] = answer
        metadata = (("authorization", "Bearer owner"), ("x-a-bin", b"\x01"), ("x-a", "b"))

        call = it.channel.unary_unary("/google.firestore.v1.Firestore/Commit")(
            COMMIT, metadata=metadata, timeout=600
        )

        assert await call == COMMIT + b"!"
        assert dict(await call.initial_metadata()) == {"x-early": "1", "x-bin": b"\x00\xff"}
        assert ("x-late", "2") in tuple(await call.trailing_metadata())
        [seen] = it.database.seen
        assert seen.requests == [COMMIT]
        assert dict(metadata).items() <= seen.metadata.items()
        assert seen.left_s is not None
        assert 300 < seen.left_s <= 600

    played(play)


@pytest.mark.parametrize("name", ["Commit", "RunQuery", "Listen"])
def test_a_refusal_comes_with_its_words_and_trailers(name: str) -> None:
    async def play(it: World) -> None:
        it.database.answers[name] = refuse
        call = it.ask_many(name, COMMIT)

        with pytest.raises(grpc.aio.AioRpcError) as refused:
            [found async for found in call]

        assert refused.value.code() is grpc.StatusCode.FAILED_PRECONDITION
        assert refused.value.details() == "not so: ä"
        assert set(TRAILERS) <= set(refused.value.trailing_metadata())
        assert ("x-early", "1") in tuple(await call.initial_metadata())

    played(play)


@pytest.mark.parametrize("name", ["Commit", "RunQuery", "Listen", "Rollback", "NotYetInvented"])
def test_what_cannot_be_read_goes_through(name: str) -> None:
    async def play(it: World) -> None:
        await it.rule({"error": "unavailable"}, {"path": "?*"})

        found = [answer async for answer in it.ask_many(name, GARBAGE)]

        assert found == [GARBAGE]
        assert it.database.seen[0].requests == [GARBAGE]

    played(play)


def test_answers_come_one_by_one_before_the_last_is_there() -> None:
    async def play(it: World) -> None:
        go_on = asyncio.Event()

        async def answer(requests: AsyncIterator[bytes], context: Context) -> None:
            await context.write(await anext(requests))
            await go_on.wait()
            await context.write(b"")

        it.database.answers["RunQuery"] = answer
        answers = aiter(it.ask_many("RunQuery", b"\x0a\x01a"))

        assert await anext(answers) == b"\x0a\x01a"
        go_on.set()
        assert [found async for found in answers] == [b""]

    played(play)


@pytest.mark.parametrize("name", ["Commit", "RunQuery", "Listen"])
def test_a_client_that_gives_up_is_told_to_the_database(name: str) -> None:
    async def play(it: World) -> None:
        it.database.answers[name] = never
        call = it.ask_many(name, COMMIT)
        await it.database.reached.wait()
        assert not it.database.ended.is_set()

        call.cancel()

        await it.database.ended.wait()
        assert await call.code() is grpc.StatusCode.CANCELLED

    played(play)


@pytest.mark.parametrize("name", ["Commit", "RunQuery", "Listen"])
def test_a_client_that_has_no_more_time_is_told_so(name: str) -> None:
    async def play(it: World) -> None:
        it.database.answers[name] = never

        with pytest.raises(grpc.aio.AioRpcError) as ended:
            [found async for found in it.ask_many(name, COMMIT, timeout=0.2)]

        assert ended.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED

    played(play)


def test_who_gives_up_at_a_gate_never_reaches_the_database() -> None:
    async def play(it: World) -> None:
        await it.rule({"gate": "commit"})
        call = asyncio.create_task(it.ask("Commit", COMMIT))
        [parked] = await it.parked(1)
        assert parked["what"] == "db.replace interviews/abc"

        call.cancel()

        await it.parked(0)
        assert it.database.seen == []
        assert ("fail", "db.replace") in await it.told()

    played(play)


def test_a_gate_before_holds_the_call_and_one_after_the_answer() -> None:
    async def play(it: World) -> None:
        await it.rule({"gate": "before"}, times=1)
        await it.rule({"gate": "after", "after": True}, times=1)
        call = asyncio.create_task(it.ask("Commit", COMMIT))
        assert [found["gate"] for found in await it.parked(1)] == ["before"]
        assert it.database.seen == []

        await it.open("before")
        for _ in range(20_000):
            if [found["gate"] for found in await it.parked(1)] == ["after"]:
                break
        assert it.database.names() == ["Commit"]
        assert not call.done()
        await it.open("after")

        assert await call == COMMIT

    played(play)


@pytest.mark.parametrize(("after", "reached"), [(False, []), (True, ["Commit"])])
def test_a_rule_refuses_before_the_effect_or_after_it(after: bool, reached: list[str]) -> None:
    async def play(it: World) -> None:
        effect = {"error": "unavailable", "after": after, "delay_ms": 1}
        await it.rule(effect, {"method": "replace", "path": "interviews/*"}, times=1, after=1)

        await it.ask("Commit", COMMIT)
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await it.ask("Commit", COMMIT)
        await it.ask("Commit", COMMIT)

        assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
        assert it.database.names() == ["Commit", *reached, "Commit"]

    played(play)


def test_an_answer_can_be_dropped_until_a_reset() -> None:
    async def play(it: World) -> None:
        await it.rule({"hang": True, "after": True})
        call = asyncio.create_task(it.ask("Commit", COMMIT))
        await it.hangs()
        assert it.database.names() == ["Commit"]
        assert await it.parked(0) == []
        assert not call.done()
        (await it.control.post("reset")).raise_for_status()
        with pytest.raises(grpc.aio.AioRpcError) as let_go:
            await call
        assert let_go.value.code() is grpc.StatusCode.UNAVAILABLE

    played(play)


def test_many_answers_are_kept_back_until_what_comes_after_has_happened() -> None:
    async def play(it: World) -> None:
        await it.rule({"gate": "read", "after": True}, {"method": "read"}, times=1)

        async def asked() -> list[bytes]:
            return [found async for found in it.ask_many("BatchGetDocuments", READ)]

        call = asyncio.create_task(asked())
        await it.parked(1)
        assert it.database.names() == ["BatchGetDocuments"]
        await it.open("read")
        assert await call == [READ]

        await it.rule({"error": "aborted", "after": True}, {"method": "read"})
        with pytest.raises(grpc.aio.AioRpcError, match="ABORTED"):
            await asked()

    played(play)


@pytest.mark.parametrize(
    ("request_", "effect", "reached"),
    [
        (IN_TRANSACTION, {"error": "aborted"}, ["Rollback"]),
        (IN_TRANSACTION, {"error": "aborted", "after": True}, ["Commit"]),
        (IN_TRANSACTION, {"error": "unavailable"}, []),
        (COMMIT, {"error": "aborted"}, []),
    ],
)
def test_an_aborted_transaction_is_over_in_the_database_too(
    request_: bytes, effect: dict[str, object], reached: list[str]
) -> None:
    async def play(it: World) -> None:
        await it.rule(effect, {"method": "Commit"})

        with pytest.raises(grpc.aio.AioRpcError):
            await it.ask("Commit", request_, metadata=(("authorization", "Bearer owner"),))

        assert it.database.names() == reached
        if reached == ["Rollback"]:
            [seen] = it.database.seen
            found = firestore.RollbackRequest.deserialize(seen.requests[0])
            assert (found.database, found.transaction) == (DATABASE, b"t1")
            assert seen.metadata["authorization"] == "Bearer owner"

    played(play)


def test_a_rollback_that_fails_changes_nothing_for_the_client() -> None:
    async def play(it: World) -> None:
        it.database.answers["Rollback"] = refuse
        await it.rule({"error": "aborted"})

        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await it.ask("Commit", IN_TRANSACTION)

        assert refused.value.code() is grpc.StatusCode.ABORTED

    played(play)


def test_a_conversation_goes_both_ways_and_each_message_is_matched() -> None:
    async def play(it: World) -> None:
        await it.rule({"gate": "write"}, {"method": "replace"}, times=1)
        call = it.talk("Write")
        await call.write(b"")
        assert await call.read() == b""

        await call.write(WRITES)
        await it.parked(1)
        assert it.database.seen[0].requests == [b""]
        await it.open("write")
        assert await call.read() == WRITES
        await call.done_writing()
        assert await call.read() is grpc.aio.EOF
        assert await call.code() is grpc.StatusCode.OK

    played(play)


@pytest.mark.parametrize(("after", "reached"), [(False, [b""]), (True, [b"", WRITES])])
def test_a_conversation_is_refused_at_a_message_or_at_its_answer(
    after: bool, reached: list[bytes]
) -> None:
    async def play(it: World) -> None:
        await it.rule({"error": "resource-exhausted", "after": after}, {"method": "replace"})
        call = it.talk("Write")
        await call.write(b"")
        assert await call.read() == b""
        await call.write(WRITES)

        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call.read()

        assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert it.database.seen[0].requests == reached
        await it.database.ended.wait()

    played(play)


def test_the_log_tells_each_call_from_its_beginning_to_its_end() -> None:
    async def play(it: World) -> None:
        await it.rule({"error": "aborted"}, {"method": "Commit"}, times=1)
        with pytest.raises(grpc.aio.AioRpcError):
            await it.ask("Commit", IN_TRANSACTION)
        [_ async for _ in it.ask_many("BatchGetDocuments", READ)]

        events = (await it.control.get("events")).json()["events"]

        assert [(one["kind"], one["what"], one["pair"]) for one in events] == [
            ("begin", "db.replace", "call-1"),
            ("info", "fault", "call-1"),
            ("info", "db.rollback", "call-1"),
            ("fail", "db.replace", "call-1"),
            ("begin", "db.read", "call-2"),
            ("ok", "db.read", "call-2"),
        ]
        assert events[0]["detail"] == {"path": "interviews/abc", "call": "Commit"}
        assert {one["actor"] for one in events} == {"database"}

    played(play)


def test_what_each_connection_has_of_its_own_is_not_passed_on() -> None:
    assert passed([("user-agent", "a"), ("x", "1"), ("x", "2")]) == (("x", "1"), ("x", "2"))
    assert passed(None) == ()
