from typing import Any

import pytest
from google.cloud.firestore_v1.types import common, document, firestore, query, write
from hypothesis import given
from hypothesis import strategies as st

from harness.firestore_proxy.deed import (
    CALLS,
    SERVICE,
    Deed,
    deeds_in,
    path_of,
    rollback_of,
    transaction_of,
)
from harness.firestore_proxy.relay import MANY, ONE

DATABASE = "projects/p/databases/(default)"
ROOT = f"{DATABASE}/documents"
ONE_DOCUMENT = document.Document(name=f"{ROOT}/interviews/abc")
INTERVIEWS = query.StructuredQuery(
    from_=[query.StructuredQuery.CollectionSelector(collection_id="interviews")]
)
NONE_YET = common.Precondition(exists=False)


Message = Any  # the library's messages have no types of their own


def done(call: str, message: Message) -> tuple[Deed, ...]:
    return deeds_in(SERVICE + call, type(message).serialize(message))


def test_reads_name_each_document() -> None:
    both = [f"{ROOT}/users/u", f"{ROOT}/interviews/abc"]

    assert done("BatchGetDocuments", firestore.BatchGetDocumentsRequest(documents=both)) == (
        Deed("read", "users/u"),
        Deed("read", "interviews/abc"),
    )
    assert done("GetDocument", firestore.GetDocumentRequest(name=both[0])) == (
        Deed("read", "users/u"),
    )


def test_writes_are_told_apart_by_what_they_expect() -> None:
    writes = [
        write.Write(update=ONE_DOCUMENT, current_document=NONE_YET),
        write.Write(update=ONE_DOCUMENT, current_document=common.Precondition(exists=True)),
        write.Write(update=document.Document(name=f"{ROOT}/interviews/abc/turns/1")),
        write.Write(delete=f"{ROOT}/users/u"),
        write.Write(transform=write.DocumentTransform(document=f"{ROOT}/counters/c")),
    ]
    told = (
        Deed("create", "interviews/abc"),
        Deed("replace", "interviews/abc"),
        Deed("replace", "interviews/abc/turns/1"),
        Deed("delete", "users/u"),
        Deed("replace", "counters/c"),
    )

    assert done("Commit", firestore.CommitRequest(writes=writes)) == told
    assert done("BatchWrite", firestore.BatchWriteRequest(writes=writes)) == told
    assert done("Write", firestore.WriteRequest(writes=writes)) == told
    assert done("Write", firestore.WriteRequest(stream_id="s")) == ()


def test_single_writes_are_writes_too() -> None:
    made = firestore.CreateDocumentRequest(parent=ROOT, collection_id="a", document_id="b")
    changed = firestore.UpdateDocumentRequest(document=ONE_DOCUMENT)
    gone = firestore.DeleteDocumentRequest(name=f"{ROOT}/a/b")

    assert done("CreateDocument", made) == (Deed("create", "a/b"),)
    assert done("UpdateDocument", changed) == (Deed("replace", "interviews/abc"),)
    assert done("DeleteDocument", gone) == (Deed("delete", "a/b"),)


def test_queries_name_their_collection() -> None:
    below = f"{ROOT}/users/u"
    counted = query.StructuredAggregationQuery(structured_query=INTERVIEWS)
    assert done(
        "RunQuery", firestore.RunQueryRequest(parent=ROOT, structured_query=INTERVIEWS)
    ) == (Deed("list", "interviews"),)
    assert done(
        "RunQuery", firestore.RunQueryRequest(parent=below, structured_query=INTERVIEWS)
    ) == (Deed("list", "users/u/interviews"),)
    assert done(
        "RunAggregationQuery",
        firestore.RunAggregationQueryRequest(parent=ROOT, structured_aggregation_query=counted),
    ) == (Deed("list", "interviews"),)
    assert done(
        "PartitionQuery",
        firestore.PartitionQueryRequest(parent=ROOT, structured_query=query.StructuredQuery()),
    ) == (Deed("list", ""),)
    assert done(
        "ListDocuments", firestore.ListDocumentsRequest(parent=below, collection_id="x")
    ) == (Deed("list", "users/u/x"),)
    assert done("ListCollectionIds", firestore.ListCollectionIdsRequest(parent=below)) == (
        Deed("list", "users/u"),
    )


def test_a_pipeline_begins_with_a_collection() -> None:
    stage = document.Pipeline.Stage(
        name="collection", args=[document.Value(reference_value="/interviews")]
    )
    piped = query_of(document.Pipeline(stages=[stage]))

    assert done("ExecutePipeline", piped) == (Deed("list", "interviews"),)
    assert done("ExecutePipeline", query_of(document.Pipeline())) == (Deed("list", ""),)


def query_of(pipeline: Message) -> Message:
    return firestore.ExecutePipelineRequest(structured_pipeline={"pipeline": pipeline})


def test_listeners_name_what_they_hear() -> None:
    target = firestore.Target(documents={"documents": [f"{ROOT}/interviews/abc"]})
    asked = firestore.Target(query={"parent": ROOT, "structured_query": INTERVIEWS})

    assert done("Listen", firestore.ListenRequest(add_target=target)) == (
        Deed("listen", "interviews/abc"),
    )
    assert done("Listen", firestore.ListenRequest(add_target=asked)) == (
        Deed("listen", "interviews"),
    )
    assert done("Listen", firestore.ListenRequest(remove_target=1)) == ()


def test_transactions_begin_and_end() -> None:
    assert done("BeginTransaction", firestore.BeginTransactionRequest()) == (Deed("begin"),)
    assert done("Rollback", firestore.RollbackRequest()) == (Deed("rollback"),)


def test_the_transaction_of_a_commit_can_be_rolled_back() -> None:
    commit = firestore.CommitRequest(database=DATABASE, transaction=b"t1")
    plain = firestore.CommitRequest(database=DATABASE)

    found = transaction_of(SERVICE + "Commit", firestore.CommitRequest.serialize(commit))

    assert found == (DATABASE, b"t1")
    assert transaction_of(SERVICE + "Commit", firestore.CommitRequest.serialize(plain)) is None
    assert transaction_of(SERVICE + "Commit", b"\xff") is None
    assert transaction_of(SERVICE + "RunQuery", b"") is None
    assert firestore.RollbackRequest.deserialize(rollback_of(*found)).transaction == b"t1"


@given(st.sampled_from(CALLS), st.binary(max_size=60))
def test_whatever_is_sent_is_never_an_error(call: str, sent: bytes) -> None:
    assert all(it.method for it in deeds_in(SERVICE + call, sent))


@pytest.mark.parametrize(
    "method", ["/google.firestore.v1beta1.Firestore/Commit", "/x.Y/Z", SERVICE]
)
def test_what_is_not_known_is_unknown(method: str) -> None:
    assert deeds_in(method, b"") == (Deed("unknown"),)
    assert deeds_in(SERVICE + "Commit", b"\xff\xff") == (Deed("unknown"),)


def test_a_path_begins_behind_the_root() -> None:
    assert path_of(f"{ROOT}/interviews/documents/x/y") == "interviews/documents/x/y"
    assert path_of(ROOT) == ""
    assert path_of("nonsense") == ""


def test_each_call_is_known_by_how_it_speaks() -> None:
    assert {*ONE, *MANY, "Write", "Listen"} == set(CALLS)
    assert ONE.isdisjoint(MANY)
