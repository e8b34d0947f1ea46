import asyncio

from hypothesis import given
from hypothesis import strategies as st

from mock_backend.events import EventLog
from mock_backend.tests.client import SetClock


@given(st.integers(0, 30), st.integers(0, 40), st.integers(1, 10))
def test_a_reader_gets_what_is_kept_and_is_told_what_is_lost(
    written: int, after: int, kept: int
) -> None:
    log = EventLog(SetClock(), kept=kept)
    for number in range(written):
        log.add("server", "info", "note", {"number": number})

    found, lost = log.after(after)

    seqs = [event["seq"] for event in found]
    assert seqs == list(range(max(after, written - kept) + 1, written + 1))
    assert lost == (max(0, written - kept - after) if written else 0)


def test_clearing_does_not_start_the_numbers_anew() -> None:
    log = EventLog(SetClock())
    log.add("server", "info", "note", {})
    log.clear()

    assert log.add("server", "info", "note", {}) == 2
    assert log.after(0) == ([log.after(0)[0][0]], 1)


def test_a_closed_log_lets_its_readers_go() -> None:
    async def scene() -> None:
        log = EventLog(SetClock())
        waiting = asyncio.create_task(log.wait(0, 60_000))
        await asyncio.sleep(0)
        log.close()
        await waiting

    asyncio.run(scene())
