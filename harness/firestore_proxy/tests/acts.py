"""What an app does with Google's client, each act with what must come of it in an empty database.

An act returns plain values in which nothing differs from one database to the next: no times, no
ids that were drawn.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from google.api_core.exceptions import GoogleAPICallError
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

HEARS_S = 20.0
Act = Callable[[firestore.Client], object]


def refusal(work: Callable[[], object]) -> str:
    """The status with which it was refused; '' where it was not."""
    try:
        work()
    except GoogleAPICallError as error:
        return str(getattr(error.grpc_status_code, "name", ""))
    return ""


@contextmanager
def listening(to: Any, hear: Callable[..., object]) -> Iterator[None]:  # noqa: ANN401 - whatever can be listened to
    """Listens until the block ends, however it ends: a listener that is left behind opens its
    stream again and again, without a pause, in ever more threads.
    """
    watch = to.on_snapshot(hear)
    try:
        yield
    finally:
        watch.unsubscribe()


def writes(client: firestore.Client) -> object:
    one = client.document("interviews/one")
    results = [
        one.set({"name": "Ada", "count": 1, "tags": ["a"]}) is not None,
        one.update({"count": firestore.Increment(2), "tags": firestore.ArrayUnion(["b"])})
        is not None,
    ]
    one.set({"nested": {"at": firestore.SERVER_TIMESTAMP}}, merge=True)
    found = one.get().to_dict() or {}
    timed = hasattr(found.pop("nested")["at"], "isoformat")
    stale = client.write_option(last_update_time=one.get().update_time)
    one.update({"count": 9})
    refused = [
        refusal(lambda: one.create({})),
        refusal(lambda: client.document("interviews/none").update({"a": 1})),
        refusal(lambda: one.update({"count": 0}, option=stale)),
        refusal(lambda: client.document("interviews/__x__").set({})),
    ]
    one.delete()
    return results, found, timed, refused, one.get().exists


WRITES = (
    [True, True],
    {"name": "Ada", "count": 3, "tags": ["a", "b"]},
    True,
    ["ALREADY_EXISTS", "NOT_FOUND", "FAILED_PRECONDITION", "INVALID_ARGUMENT"],
    False,
)


def reads(client: firestore.Client) -> object:
    large = "x" * 900_000
    client.document("a/large").set({"text": large})
    client.document("a/small").set({"text": "é"})
    wanted = [client.document(f"a/{it}") for it in ("small", "none", "large")]
    found = {it.id: it.exists for it in client.get_all(wanted)}
    masked = client.document("a/small").get(field_paths=["none"]).to_dict()
    whole = client.document("a/large").get().to_dict() == {"text": large}
    late = refusal(lambda: client.document("a/small").get(retry=None, timeout=0.000_01))
    return found, masked, whole, late


READS: object = ({"small": True, "none": False, "large": True}, {}, True, "DEADLINE_EXCEEDED")


def queries(client: firestore.Client) -> object:
    batch = client.batch()
    for at in range(300):
        batch.set(client.document(f"numbers/{at:03}"), {"n": at, "odd": at % 2 == 1})
    batch.set(client.document("users/u/turns/t"), {"n": -1})
    committed = len(batch.commit())
    numbers = client.collection("numbers")
    odd = numbers.where(filter=FieldFilter("odd", "==", True)).order_by("n").limit(3)
    after = numbers.order_by("n", direction="DESCENDING").start_after({"n": 2})
    counted: Any = numbers.where(filter=FieldFilter("n", ">=", 290)).count()
    return (
        committed,
        [it.id for it in odd.stream()],
        [it.get("n") for it in after.stream()],
        sum(1 for _ in numbers.stream()),
        [it.reference.path for it in client.collection_group("turns").stream()],
        [row.value for row in counted.get()[0]],
        [it.id for it in client.document("users/u").collections()],
        sorted(it.id for it in client.collections()),
    )


QUERIES = (
    301,
    ["001", "003", "005"],
    [1, 0],
    300,
    ["users/u/turns/t"],
    [10],
    ["turns"],
    ["numbers", "users"],
)


def transactions(client: firestore.Client) -> object:
    counter = client.document("counters/c")
    counter.set({"n": 0})

    @firestore.transactional
    def add(transaction: firestore.Transaction) -> int:
        found = int(counter.get(transaction=transaction).get("n"))
        transaction.update(counter, {"n": found + 1})
        return found

    @firestore.transactional
    def leave(transaction: firestore.Transaction) -> None:
        counter.get(transaction=transaction)
        transaction.update(counter, {"n": 100})
        raise ValueError("left")

    first = add(client.transaction())
    try:
        leave(client.transaction())
    except ValueError as error:
        left = str(error)
    threads = [threading.Thread(target=lambda: add(client.transaction())) for _ in range(2)]
    for it in threads:
        it.start()
    for it in threads:
        it.join(HEARS_S)
    return first, left, counter.get().get("n")


TRANSACTIONS = (0, "left", 3)


def listeners(client: firestore.Client) -> object:
    one, heard, more = client.document("rooms/one"), [], threading.Semaphore(0)

    def hear(documents: Any, changes: Any, _: Any) -> None:  # noqa: ANN401 - as the library calls it
        heard.append([(it.type.name, it.document.id, it.document.to_dict()) for it in changes])
        del documents
        more.release()

    steps = (
        lambda: None,
        lambda: one.set({"open": True}),
        lambda: one.update({"open": False}),
        one.delete,
    )
    with listening(client.collection("rooms"), hear):
        for step in steps:
            step()
            assert more.acquire(timeout=HEARS_S)
    return heard


LISTENERS = [
    [],
    [("ADDED", "one", {"open": True})],
    [("MODIFIED", "one", {"open": False})],
    [("REMOVED", "one", {"open": False})],
]


def bulk(client: firestore.Client) -> object:
    writer = client.bulk_writer()
    failed: list[str] = []

    def note(error: Any, _: Any) -> bool:  # noqa: ANN401 - as the library calls it
        failed.append(str(error.code))
        return False

    writer.on_write_error(note)
    for at in range(30):
        writer.set(client.document(f"bulk/{at}"), {"n": at})
    writer.create(client.document("bulk/x"), {"n": 30})
    writer.close()  # type: ignore[no-untyped-call] # the library's gap
    return sum(1 for _ in client.collection("bulk").stream()), failed


BULK: object = (31, [])


def at_once(client: firestore.Client) -> object:
    async def play() -> object:
        nobody = AnonymousCredentials()  # type: ignore[no-untyped-call] # the library's gap
        same = firestore.AsyncClient(client.project, nobody)
        work = (same.document(f"many/{at}").set({"n": at}) for at in range(20))
        await asyncio.gather(*work)
        found = [it.get("n") async for it in same.collection("many").order_by("n").stream()]
        await same._firestore_api.transport.close()
        return found

    return asyncio.run(play())


AT_ONCE = list(range(20))

ACTS: Mapping[str, tuple[Act, object]] = {
    "writes": (writes, WRITES),
    "reads": (reads, READS),
    "queries": (queries, QUERIES),
    "transactions": (transactions, TRANSACTIONS),
    "listeners": (listeners, LISTENERS),
    "bulk": (bulk, BULK),
    "at once": (at_once, AT_ONCE),
}
