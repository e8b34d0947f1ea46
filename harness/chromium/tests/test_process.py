"""A browser of our own: it starts, it ends with us, and where it does not, that is said."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from harness.browser.tests.site import Site
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.process import running_chromium
from harness.chromium.tests.played import LONG_S
from harness.errors import BrowserLost
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog

STARTS = """
import sys, time
from pathlib import Path
from harness.chromium.process import running_chromium
with running_chromium(Path(sys.argv[1])) as client:
    told = client.call("SystemInfo.getProcessInfo", timeout_s=30)
    [browser] = [it for it in told["processInfo"] if it["type"] == "browser"]
    print(browser["id"], flush=True)
    time.sleep(600)
"""


def ends(holds: Callable[[], bool]) -> bool:
    """Whether it stops to hold, within a time that is never over on a machine that works."""
    until = time.monotonic() + LONG_S
    tick = threading.Event()
    while holds() and time.monotonic() < until:
        tick.wait(0.02)
    return not holds()


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_what_is_not_there_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(BrowserLost, match=r"no-browser did not start: .*No such file"):
        running_chromium(tmp_path / "no-browser").__enter__()


def program(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "browser"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_what_ends_at_once_is_lost_with_its_last_words(tmp_path: Path) -> None:
    browser = program(tmp_path, "echo no libnss >&2; exit 127")

    with pytest.raises(BrowserLost, match=r"It last said: no libnss$"):
        running_chromium(browser).__enter__()


def test_what_says_nothing_is_lost_and_ended(tmp_path: Path) -> None:
    browser = program(tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 600")

    with pytest.raises(BrowserLost, match=r"did not start: .*getVersion in 2 s"):
        running_chromium(browser, timeout_s=2).__enter__()

    assert not is_running(int((tmp_path / "pid").read_text()))


@pytest.mark.browser
def test_a_browser_that_dies_is_lost_at_once(browser_path: str, site: Site) -> None:
    with running_chromium(Path(browser_path)) as client:
        driver = ChromiumDriver(Tower(client), EventLog())
        room = driver.open_room(RoomPlan(site.origin, "", load_profile("mock"), Visa()))
        tab = room.new_tab()
        with pytest.raises(BrowserLost):
            client.call("Browser.crash", timeout_s=LONG_S)

        for use in (
            lambda: driver.pump(1_000),
            lambda: room.goto(tab, site.origin),
            lambda: room.texts(tab, "p"),
            lambda: room.read_storage(tab, "key"),
            room.new_tab,
        ):
            with pytest.raises(BrowserLost, match="ended"):
                use()
        room.close()


@pytest.mark.browser
def test_no_browser_outlives_us(browser_path: str) -> None:
    us = subprocess.Popen(
        [sys.executable, "-c", STARTS, browser_path], stdout=subprocess.PIPE, text=True
    )
    assert us.stdout is not None
    browser = int(us.stdout.readline())
    assert is_running(browser)

    us.send_signal(signal.SIGKILL)
    us.wait()
    us.stdout.close()

    assert ends(lambda: is_running(browser))


def files() -> set[str]:
    """What is open in this process but for sockets: those of a site of other tests come and go."""
    found = set()
    for it in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):
            found.add(f"{it} {os.readlink(f'/proc/self/fd/{it}')}")
    return {it for it in found if " socket:" not in it}


@pytest.mark.browser
def test_nothing_is_left_of_a_browser(browser_path: str) -> None:
    before = files()
    with running_chromium(Path(browser_path)) as client:
        told = client.call("SystemInfo.getProcessInfo", timeout_s=LONG_S)["processInfo"]
        processes = [int(it["id"]) for it in told]
        [folder] = [
            it
            for it in client.call("Browser.getBrowserCommandLine", timeout_s=LONG_S)["arguments"]
            if it.startswith("--user-data-dir=")
        ]

    assert ends(lambda: any(is_running(it) for it in processes))
    assert not Path(folder.partition("=")[2]).exists()
    assert files() <= before
