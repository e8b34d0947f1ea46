"""What Linux counts of the renderers below a process, and of no others."""

from pathlib import Path

import pytest

from harness.machine.strain import renderers


class Proc:
    """A folder like /proc."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, pid: int, parent: int, *words: str, ran: str = "0", waited: str = "0") -> None:
        it = self.folder / str(pid)
        it.mkdir()
        (it / "stat").write_text(f"{pid} (a (b) c) S {parent} 1 1 0")
        (it / "cmdline").write_bytes(b"\0".join(word.encode() for word in words))
        (it / "schedstat").write_text(f"{ran} {waited} 7\n")


@pytest.fixture
def proc(tmp_path: Path) -> Proc:
    return Proc(tmp_path)


def test_the_renderers_below_are_summed(proc: Proc) -> None:
    proc.add(10, 1, "python")
    proc.add(11, 10, "chromium")
    proc.add(12, 11, "chromium", "--type=renderer", ran="1500000000", waited="250000000")
    proc.add(13, 12, "chromium", "--type=renderer", ran="500000000", waited="250000000")

    assert renderers(10, proc.folder) == (2.0, 0.5)


def test_nobody_elses_and_no_other_process_counts(proc: Proc) -> None:
    proc.add(10, 1, "python", ran="9000000000")
    proc.add(11, 10, "chromium", "--type=gpu-process", ran="9000000000")
    proc.add(12, 11, "chromium", "--type=renderer", ran="1000000000")
    proc.add(20, 1, "chromium", "--type=renderer", ran="9000000000")

    assert renderers(10, proc.folder) == (1.0, 0.0)


def test_where_nothing_is_counted_nothing_is_said(proc: Proc) -> None:
    proc.add(11, 10, "chromium", "--type=renderer")
    (proc.folder / "11" / "schedstat").unlink()

    assert renderers(10, proc.folder) is None
    assert renderers(10, proc.folder / "none") is None


def test_a_process_that_ends_meanwhile_is_left_out(proc: Proc) -> None:
    proc.add(11, 10, "chromium", "--type=renderer", ran="1000000000")
    (proc.folder / "12").mkdir()

    assert renderers(10, proc.folder) == (1.0, 0.0)
