import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]


@contextmanager
def served(port: str = "0") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`layerproof serve`, and the address that it says."""
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", port],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As a shell's background job has it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_demo_accounts_until_it_is_stopped(number: signal.Signals) -> None:
    with served() as (process, url):
        assert httpx.get(f"{url}/api/health", trust_env=False).status_code == 200

        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(number)
        _, complained = process.communicate(timeout=20)

    assert "student@example.test" in first
    assert process.returncode == 130
    assert "Traceback" not in complained
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/api/health", trust_env=False)


def test_a_port_in_use_is_exit_2_with_what_to_do() -> None:
    with served() as (_, url):
        port = url.rpartition(":")[2]
        second = subprocess.run(
            [*COMMAND, "serve", "--port", port], capture_output=True, text=True, check=False
        )

    assert second.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in second.stderr
    assert "choose another --port" in second.stderr


def test_a_mock_that_ends_by_itself_is_exit_3() -> None:
    with served() as (process, _):
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        if not os.path.exists(children):
            pytest.skip("this system does not list a process's children")
        with open(children) as listed:
            os.kill(int(listed.read()), signal.SIGKILL)
        _, complained = process.communicate(timeout=20)

    assert process.returncode == 3
    assert "ended in the middle" in complained
