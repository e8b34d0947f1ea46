import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

import httpx
import pytest

from harness.cli.app import main

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LIMIT_S = 120


@contextmanager
def served(
    port: str = "0", *options: str, **environ: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`layerproof serve`, and the address that it says."""
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", port, *options],
        env={**os.environ, **environ},
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
        _, complained = process.communicate(timeout=LIMIT_S)

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


def test_as_a_preview_it_stands_behind_an_edge() -> None:
    secret = {"VERCEL_AUTOMATION_BYPASS_SECRET": "hush"}

    with served("0", "--as-preview", **secret) as (process, url):
        assert process.stdout is not None
        said = list(takewhile(lambda it: "keys" not in it, process.stdout))
        let_in = {"x-vercel-protection-bypass": "hush"}
        without = httpx.get(f"{url}/api/me", trust_env=False)
        with_it = httpx.get(f"{url}/api/health", headers=let_in, trust_env=False)

    assert any("As a preview:" in it for it in said)
    assert any(".localhost:" in it for it in said)
    assert (without.status_code, with_it.status_code) == (401, 200)
    assert with_it.headers["x-vercel-id"]


def test_an_edge_without_a_preview_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--edge", "toolbar"]) == 2
    assert "add --as-preview" in capsys.readouterr().err.replace("\n", " ")


def test_a_mock_that_ends_by_itself_is_exit_3() -> None:
    with served() as (process, _):
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        if not os.path.exists(children):
            pytest.skip("this system does not list a process's children")
        with open(children) as listed:
            os.kill(int(listed.read()), signal.SIGKILL)
        _, complained = process.communicate(timeout=LIMIT_S)

    assert process.returncode == 3
    assert "ended in the middle" in complained
