"""Names that are this machine by their ending, which the system's resolver may not know."""

from typing import Any

import gevent

from harness.model.loopback import dialled


class Names:
    """A resolver of gevent's that knows them, and asks the `inner` one for all else."""

    def __init__(self, inner: Any) -> None:  # noqa: ANN401 - one of several kinds, all of gevent
        self._inner = inner

    def getaddrinfo(self, host: object, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - gevent's
        """The addresses of a host, as the socket module gives them."""
        known = dialled(host) if isinstance(host, str) else host
        return self._inner.getaddrinfo(known, *rest, **more)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - gevent's
        """Whatever else a resolver does."""
        return getattr(self._inner, name)


def know_local_names() -> None:
    """Has everything in this thread that connects by gevent find them."""
    hub: Any = gevent.get_hub()
    if not isinstance(hub.resolver, Names):
        hub.resolver = Names(hub.resolver)
