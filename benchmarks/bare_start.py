"""A starter's start-up over the bare debugging protocol: the page loads of one schedule, no more.
A fresh context each time; no gate, no probe, no recording, no verdict, real time.
"""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from harness.browser.cdp import CdpClient, CdpRefused

LIMIT_S = 30.0
READY = 'main[data-screen="ready"]'
LOOK_S = 0.01
# Chooses the student and clicks, once the page lets it.
START = """(() => {
  const choice = document.querySelector('select');
  const buttons = [...document.querySelectorAll('button')];
  const button = buttons.find((it) => it.innerText === 'Start interview' && !it.disabled);
  const option = [...(choice?.options ?? [])].find((it) => it.label === %STUDENT%);
  if (!button || !option) return false;
  choice.value = option.value;
  setTimeout(() => button.click());
  return true;
})()"""
SHOWS = f"document.querySelector('{READY}') !== null"


class Bare:
    """One browser; `start` may be called from several threads."""

    def __init__(self, cdp: CdpClient) -> None:
        self._cdp = cdp
        self._tabs: dict[str, SimpleQueue[str]] = {}
        cdp.on("Target.attachedToTarget", self._attached)
        attach = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        cdp.call("Target.setAutoAttach", attach, timeout_s=LIMIT_S)

    def start(self, url: str, storage: Mapping[str, str], student: str) -> None:
        """One start-up, from the starter's page to the runner's ready screen in the new tab."""
        context = str(self._cdp.call("Target.createBrowserContext")["browserContextId"])
        tabs = self._tabs[context] = SimpleQueue()
        asked = {"url": "about:blank", "browserContextId": context}
        self._cdp.call("Target.createTarget", asked, timeout_s=LIMIT_S)
        first = tabs.get(timeout=LIMIT_S)
        self._seed(first, storage)
        self._cdp.call("Page.navigate", {"url": url}, first, timeout_s=LIMIT_S)
        self._until(first, START.replace("%STUDENT%", json.dumps(student)))
        self._until(self._popup(tabs), SHOWS)
        self._cdp.call("Target.disposeBrowserContext", {"browserContextId": context})
        del self._tabs[context]

    def _seed(self, tab: str, storage: Mapping[str, str]) -> None:
        entries = json.dumps(dict(storage))
        script = f"for (const [k, v] of Object.entries({entries})) localStorage.setItem(k, v);"
        asked = {"source": f"if (location.protocol === 'http:' && !opener) {{ {script} }}"}
        self._cdp.call("Page.enable", {}, tab, timeout_s=LIMIT_S)
        self._cdp.call("Page.addScriptToEvaluateOnNewDocument", asked, tab, timeout_s=LIMIT_S)

    def _popup(self, tabs: "SimpleQueue[str]") -> str:
        try:
            return tabs.get(timeout=LIMIT_S)
        except Empty as error:
            raise SystemExit("The bare start-up opened no tab.") from error

    def _until(self, tab: str, expression: str) -> None:
        ends = time.monotonic() + LIMIT_S
        while time.monotonic() < ends:
            # Refused is what was asked of a document that makes way for the next one.
            with suppress(CdpRefused):
                asked = {"expression": expression, "returnByValue": True, "userGesture": True}
                reply = self._cdp.call("Runtime.evaluate", asked, tab, timeout_s=LIMIT_S)
                if reply.get("result", {}).get("value") is True:
                    return
            time.sleep(LOOK_S)
        raise SystemExit(f"The bare start-up came to nothing: {expression}")

    def _attached(self, params: dict[str, Any], _: str | None) -> None:
        target, session = params["targetInfo"], str(params["sessionId"])
        self._cdp.send("Runtime.runIfWaitingForDebugger", {}, session)
        tabs = self._tabs.get(str(target.get("browserContextId", "")))
        if tabs is not None and target["type"] == "page":
            tabs.put(session)
