"""The browser of a session: pytest-playwright launches it, and it is launched again, twice at
most, where it ends in the middle of a run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from harness.browser.cdp import CdpClient
from harness.browser.network import NetworkOwner
from harness.browser.secrets import SecretHeaders
from harness.errors import BrowserLost
from harness.model.target import Target

AGAIN = 2


@dataclass(frozen=True, slots=True)
class Second:
    """The second client of the browser, and the owner of the network that stands on it."""

    client: CdpClient
    network: NetworkOwner


class BrowserGone(BrowserLost):
    """The browser ended once too often; nothing more can be played."""


class RunningBrowser:
    """One browser at a time, which puts the target's secret headers on. `port_of` says where each
    can be debugged, None that nobody else can be its client; `agent` '' means that nobody needs to
    know its User-Agent.
    """

    def __init__(
        self,
        browser: Any,  # noqa: ANN401 - playwright's, which only harness.browser knows
        launch: Callable[[], Any],
        port_of: Callable[[Any], int] | None,
        target: Target | None = None,
        connect: Callable[[int], CdpClient] = CdpClient.connect,
        *,
        agent: str = "",
    ) -> None:
        self.browser = browser
        self.agent = agent
        self.relaunched = 0
        self._launch = launch
        self._port_of = port_of
        self._target = target
        self._connect = connect
        self._secrets: SecretHeaders | None = None
        self.second = self._second()

    @property
    def carries_secrets(self) -> bool:
        """Whether the browser itself puts secret headers on."""
        return self._secrets is not None

    def revive(self) -> None:
        """Launches the browser again where it has ended; raises BrowserGone the third time."""
        if self.browser.is_connected():
            return
        if self.relaunched >= AGAIN:
            raise BrowserGone(
                f"The browser ended {AGAIN + 1} times within this run, and is not started again. "
                "Is there enough memory (/dev/shm too)? Try another one with --browser-path."
            )
        self.relaunched += 1
        self._disconnect()
        self.browser = self._launch()
        self.second = self._second()

    def end(self) -> None:
        """Has the browser end itself, from whichever thread; nothing where nobody is its client."""
        if self.second is not None:
            self.second.client.call("Browser.close", {})

    def close(self) -> None:
        """Ends what this session launched beyond the first, whose owner is pytest-playwright."""
        self._disconnect()
        if self.relaunched:
            self.browser.close()

    def _second(self) -> Second | None:
        if self._port_of is None:
            return None
        port = self._port_of(self.browser)
        client = self._connect(port)
        target = self._target
        if target is not None and target.in_browser:
            own = self._connect(port)
            self._secrets = SecretHeaders(own, [target.origin], target.in_browser)
        return Second(client, NetworkOwner(client))

    def _disconnect(self) -> None:
        if self._secrets is not None:
            self._secrets.close()
            self._secrets = None
        if self.second is not None:
            self.second.client.close()
            self.second = None
