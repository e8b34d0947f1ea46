"""What lasts for a while: so many requests, or so long."""

from mock_backend.edge.switch import Span


class Lasting:
    """Counts down a span that began at `began_s`."""

    def __init__(self, span: Span, began_s: float) -> None:
        self._span = span
        self._began_s = began_s
        self._left = span.number

    def holds(self, at_s: float) -> bool:
        """Whether it still lasts; each call is one request."""
        if self._span.seconds is not None:
            return at_s - self._began_s < self._span.seconds
        self._left -= 1
        return self._left >= 0
