import subprocess
import sys

import pytest

# A greenlet is in the middle of its work when the signal comes: it sends the signal itself.
PROGRAM = """
import os, signal, sys
import gevent
from harness.swarm.interrupt import interrupt_main_only

def work():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
        print("worked on")
        gevent.sleep(30)
    except KeyboardInterrupt:
        print("work interrupted")

if sys.argv[1:] == ["ours"]:
    interrupt_main_only()
try:
    gevent.spawn(work).join()
except KeyboardInterrupt:
    print("main interrupted")
"""


@pytest.mark.parametrize(
    ("who", "said"),
    [("ours", ["worked on", "main interrupted"]), ("python's", ["work interrupted"])],
)
def test_only_main_is_interrupted(who: str, said: list[str]) -> None:
    command = [sys.executable, "-c", PROGRAM, who]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)

    assert ran.stdout.splitlines() == said
    assert ran.stderr == ""
