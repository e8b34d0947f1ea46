"""What a call of Firestore's does to which documents, read from its request, in the words of rules.

    read      a document             GetDocument, BatchGetDocuments
    list      a collection           RunQuery, RunAggregationQuery, ListDocuments, …
    create    a document             a write that asks that there is none yet
    replace   a document             any other write of fields
    delete    a document
    listen    to a document or to a collection
    begin, rollback                  a transaction
    unknown                          what cannot be read; it passes like everything else

Requests are read only to be matched; what goes on to the database are the client's own bytes.
Source: google/firestore/v1/firestore.proto.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from google.cloud.firestore_v1.types import firestore

log = logging.getLogger(__name__)

SERVICE = "/google.firestore.v1.Firestore/"
READS = ("read", "list", "listen")
WRITES = ("create", "replace", "delete")
METHODS = (*READS, *WRITES, "begin", "rollback", "unknown")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a call does; `path` is a document's or a collection's, '' for neither."""

    method: str
    path: str = ""


# A decoded request; protobuf's messages have no types of their own.
_Request = Any
_Told = Callable[[_Request], Iterable[Deed]]


def deeds_in(method: str, request: bytes) -> tuple[Deed, ...]:
    """What the request of a gRPC method (`/package.Service/Name`) does; never raises, and is
    `unknown` for what cannot be read. Empty for a message that does nothing.
    """
    reader = _READERS.get(name_of(method)) if method.startswith(SERVICE) else None
    if reader is None:
        return (Deed("unknown"),)
    try:
        message, told = reader
        return tuple(dict.fromkeys(told(message.FromString(request))))
    except Exception:
        log.warning("a request of %s cannot be read; it passes, and no path fits it", method)
        return (Deed("unknown"),)


def transaction_of(method: str, request: bytes) -> tuple[str, bytes] | None:
    """The database and the transaction that a Commit would end; None where it ends none."""
    if method != SERVICE + "Commit":
        return None
    try:
        commit = firestore.CommitRequest.pb().FromString(request)
    except Exception:
        return None
    return (str(commit.database), bytes(commit.transaction)) if commit.transaction else None


def rollback_of(database: str, transaction: bytes) -> bytes:
    """The request that ends a transaction without a trace."""
    ended = firestore.RollbackRequest(database=database, transaction=transaction)
    return bytes(firestore.RollbackRequest.serialize(ended))


def name_of(method: str) -> str:
    """`Commit` of `/google.firestore.v1.Firestore/Commit`."""
    return method.rpartition("/")[2]


def path_of(name: str) -> str:
    """`interviews/abc` of `projects/p/databases/d/documents/interviews/abc`; '' for the root."""
    return name.partition("/documents")[2].strip("/")


def _under(parent: str, collection: str) -> str:
    return f"{path_of(parent)}/{collection}".strip("/")


def _written(writes: Iterable[_Request]) -> Iterator[Deed]:
    for it in writes:
        operation = it.WhichOneof("operation")
        if operation == "delete":
            yield Deed("delete", path_of(it.delete))
        elif operation == "transform":
            yield Deed("replace", path_of(it.transform.document))
        elif operation == "update":
            yield Deed(_how(it.current_document), path_of(it.update.name))


def _how(expected: _Request) -> str:
    """A write that wants no document to be there makes one."""
    wants_none = expected.WhichOneof("condition_type") == "exists" and not expected.exists
    return "create" if wants_none else "replace"


def _queried(parent: str, query: _Request, method: str = "list") -> Iterator[Deed]:
    named = list(query.from_)
    for it in named:
        yield Deed(method, _under(parent, it.collection_id))
    if not named:
        yield Deed(method, path_of(parent))


def _aggregated(request: _Request) -> Iterator[Deed]:
    aggregated = request.structured_aggregation_query
    return _queried(request.parent, aggregated.structured_query)


def _piped(request: _Request) -> Iterator[Deed]:
    """The first stage says where a pipeline's documents come from."""
    stages = list(request.structured_pipeline.pipeline.stages)
    args = list(stages[0].args) if stages else []
    paths = [(it.reference_value or it.string_value).strip("/") for it in args]
    method = "read" if stages and stages[0].name == "documents" else "list"
    return (Deed(method, it) for it in paths or [""])


def _heard(request: _Request) -> Iterator[Deed]:
    if request.WhichOneof("target_change") != "add_target":
        return
    target = request.add_target
    for name in target.documents.documents:
        yield Deed("listen", path_of(name))
    if target.WhichOneof("target_type") == "query":
        yield from _queried(target.query.parent, target.query.structured_query, "listen")


def _created(request: _Request) -> Iterator[Deed]:
    yield Deed("create", f"{_under(request.parent, request.collection_id)}/{request.document_id}")


_READERS: Mapping[str, tuple[Any, _Told]] = {
    "GetDocument": (
        firestore.GetDocumentRequest.pb(),
        lambda it: [Deed("read", path_of(it.name))],
    ),
    "BatchGetDocuments": (
        firestore.BatchGetDocumentsRequest.pb(),
        lambda it: [Deed("read", path_of(name)) for name in it.documents],
    ),
    "ListDocuments": (
        firestore.ListDocumentsRequest.pb(),
        lambda it: [Deed("list", _under(it.parent, it.collection_id))],
    ),
    "ListCollectionIds": (
        firestore.ListCollectionIdsRequest.pb(),
        lambda it: [Deed("list", path_of(it.parent))],
    ),
    "PartitionQuery": (
        firestore.PartitionQueryRequest.pb(),
        lambda it: _queried(it.parent, it.structured_query),
    ),
    "RunQuery": (
        firestore.RunQueryRequest.pb(),
        lambda it: _queried(it.parent, it.structured_query),
    ),
    "RunAggregationQuery": (firestore.RunAggregationQueryRequest.pb(), _aggregated),
    "ExecutePipeline": (firestore.ExecutePipelineRequest.pb(), _piped),
    "CreateDocument": (firestore.CreateDocumentRequest.pb(), _created),
    "UpdateDocument": (
        firestore.UpdateDocumentRequest.pb(),
        lambda it: [Deed(_how(it.current_document), path_of(it.document.name))],
    ),
    "DeleteDocument": (
        firestore.DeleteDocumentRequest.pb(),
        lambda it: [Deed("delete", path_of(it.name))],
    ),
    "Commit": (firestore.CommitRequest.pb(), lambda it: _written(it.writes)),
    "BatchWrite": (firestore.BatchWriteRequest.pb(), lambda it: _written(it.writes)),
    "Write": (firestore.WriteRequest.pb(), lambda it: _written(it.writes)),
    "Listen": (firestore.ListenRequest.pb(), _heard),
    "BeginTransaction": (firestore.BeginTransactionRequest.pb(), lambda _: [Deed("begin")]),
    "Rollback": (firestore.RollbackRequest.pb(), lambda _: [Deed("rollback")]),
}
CALLS = tuple(_READERS)
