"""Where the proxy listens, and what lies behind it: `host:port`, on this machine unless told."""

from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import ip_address

from harness.errors import BadSetting

HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port; port 0 is any that is free."""

    host: str
    port: int

    def __str__(self) -> str:
        """As gRPC and FIRESTORE_EMULATOR_HOST spell it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_here(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def address(text: str, *, flag: str, allowed: Collection[str] = ()) -> Address:
    """The address in `:8081`, `127.0.0.1:8081`, `[::1]:8081`; raises BadSetting for what is none,
    and for a host that is neither this machine nor `allowed`.
    """
    host, colon, port = text.removeprefix("http://").rstrip("/").rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65_535 or "/" in host:
        raise BadSetting(f"{flag} '{text}' is no address. Write host:port, such as {HERE}:8081.")
    found = Address(host.strip("[]") or HERE, int(port))
    if not found.is_here and found.host not in allowed:
        raise BadSetting(
            f"{flag} '{text}': {found.host} is not this machine. Whoever reaches the proxy reaches "
            f"the database, unasked. If you mean it, say --allow-host {found.host}."
        )
    return found
