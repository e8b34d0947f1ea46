from importlib.metadata import version

import pytest

from harness.stage.tag import headers_with, said_by_us, tag_of, tagged

TAG = f"Layerproof/{version('layerproof')} (run 20261122-161005-123-9f3a)"


def test_a_tag_names_product_version_and_run() -> None:
    assert tag_of("20261122-161005-123-9f3a") == TAG


@pytest.mark.parametrize("run", ["my run", "a)b(c", "lauf-ü", "a\r\nX-Evil: 1"])
def test_an_id_that_no_header_can_say_is_written_with_dashes(run: str) -> None:
    said = tag_of(run)

    assert said.isascii()
    assert said.isprintable()
    assert said.count("(") == said.count(")") == 1


def test_a_browser_stays_who_it_is() -> None:
    assert tagged("Mozilla/5.0 Chrome/156", TAG) == f"Mozilla/5.0 Chrome/156 {TAG}"
    assert tagged("Mozilla/5.0 Chrome/156", "") == "Mozilla/5.0 Chrome/156"


def test_an_agent_that_a_person_has_set_is_tagged_and_nothing_else_is() -> None:
    assert headers_with(TAG, {"user-agent": "Ours", "x-secret": "s3"}) == {
        "user-agent": f"Ours {TAG}",
        "x-secret": "s3",
    }


def test_a_request_without_a_browser_names_one_agent() -> None:
    assert said_by_us(TAG, {"x-secret": "s3"}) == {"User-Agent": TAG}
    assert said_by_us(TAG, {"USER-AGENT": "Ours"}) == {}
    assert said_by_us("", {}) == {}
