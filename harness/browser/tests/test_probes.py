import re
import subprocess
from shutil import which

import pytest

from harness.browser.probes import ClockPlan, ProbeConfig, probe_script

PLAIN = ProbeConfig(origins=("http://a",))


def test_only_what_is_asked_for_is_in_the_script() -> None:
    plain = probe_script(PLAIN)
    whole = probe_script(ProbeConfig(origins=("http://a",), clock=ClockPlan(), gates=("g",)))

    assert "__layerproof_clock" not in plain
    assert "__gate'" not in plain
    assert "__layerproof_clock" in whole
    assert "__gate'" in whole


def test_the_script_carries_no_comments() -> None:
    assert not re.search(r"/\*\*|^\s*//", probe_script(PLAIN), re.MULTILINE)


def test_seeds_are_marked_by_their_content() -> None:
    marks = {
        re.findall(
            r'"seed_mark": "(\w*)"', probe_script(ProbeConfig(("http://a",), seed_storage=it))
        )[0]
        for it in ({}, {"a": "1"}, {"a": "2"}, {"a": "1"})
    }

    assert len(marks) == 3
    assert "" in marks


@pytest.mark.skipif(which("node") is None, reason="no node to read the script with")
def test_the_script_is_well_formed() -> None:
    script = probe_script(ProbeConfig(("http://a",), clock=ClockPlan(), gates=("g",)))

    subprocess.run(["node", "--check", "-"], input=script, text=True, check=True)
