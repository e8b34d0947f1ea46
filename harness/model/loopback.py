"""Names that are this machine: whatever ends in `.localhost` is loopback (RFC 6761, 6.3).

Browsers know that by themselves; the system's resolver often does not.
"""

LOOPBACK = "127.0.0.1"


def is_local(host: str) -> bool:
    """Whether the name is this machine by its ending."""
    return host.lower().rstrip(".").endswith(".localhost")


def dialled(host: str) -> str:
    """The host to connect to; who is asked for stays in the request."""
    return LOOPBACK if is_local(host) else host
