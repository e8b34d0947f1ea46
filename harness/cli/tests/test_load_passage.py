"""A load run at a deployment whose door wants a token that soon ends."""

import os
from pathlib import Path

import pytest

from harness.backend.mock import start_mock
from harness.cli.tests.test_load import load

SECRET = "an-automation-secret-of-32-signs"


@pytest.mark.slow
def test_a_token_that_ends_within_the_run_is_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {**os.environ, "VERCEL_AUTOMATION_BYPASS_SECRET": SECRET}
    mock = start_mock(edge=("oidc:8s",), controlled=False, demo=True, environ=environ)
    try:
        monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_URL", mock.preview["tokens"])
        monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", SECRET)
        monkeypatch.setenv("LAYERPROOF_OIDC", "github:https://vercel.com/layerproof")
        options = ("--rate", "4", "--duration", "20s", "--min-samples", "5")
        ended = load(tmp_path, "--url", mock.preview["url"], "--profile", "demo", *options)
    finally:
        mock.stop()

    ended.check()
    assert ended.arrivals["failed"] == 0, ended.said
    assert ended.arrivals["done"] > 40
    assert ended.told["layers"]
