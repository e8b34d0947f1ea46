"""Deletes what was made on a target that keeps it, where the profile says how."""

import http.client
import logging
from collections.abc import Callable, Iterable

from harness.errors import Inconclusive, Unsupported
from harness.profile.policy import Cleanup
from harness.stage.ask import ask

log = logging.getLogger(__name__)


def remove(
    made: Iterable[tuple[str, str]],
    way: Cleanup,
    *,
    origin: str,
    headers: dict[str, str],
    bearer: Callable[[str], str],
    insecure: bool,
    tag: str = "",
) -> int:
    """Deletes the documents, each (id, visitor who made it), and returns how many are gone.

    `bearer` gives a visitor's token. What cannot be deleted is logged, and left.
    """

    def is_gone(document_id: str, visitor: str) -> bool:
        try:
            token = bearer(way.visitor or visitor)
            answer = ask(
                origin,
                way.endpoint.method,
                way.endpoint.at(document_id),
                headers={**headers, **({"Authorization": f"Bearer {token}"} if token else {})},
                body={way.field: document_id} if way.field else None,
                insecure=insecure,
                tag=tag,
            )
        except (Inconclusive, Unsupported, http.client.HTTPException) as error:
            log.warning("%s could not be cleaned up: %s", document_id, error)
            return False
        return answer.status < 300 or answer.status in (404, 410)

    return sum(is_gone(document_id, visitor) for document_id, visitor in made)
