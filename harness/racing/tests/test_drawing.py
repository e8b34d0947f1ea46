"""An order drawn: a column for each actor, the server last, the steps from above down."""

from harness.race.played import Played
from harness.race.step import Gate, Step, Touch
from harness.racing.drawing import drawing, folded, side_by_side

CLICK, READ = Gate("tab-1", "create.request"), Gate("tab-2", "runner.before-read")
COMMIT = Gate("server POST /api/start", "db.replace")
ENTRY = Touch("storage entry")


def played(*gates: Gate, outcome: str = "ready by storage") -> Played:
    steps = tuple(Step(it, frozenset({ENTRY}) if it == READ else frozenset()) for it in gates)
    return Played(tuple(() for _ in gates), steps, outcome)


def test_each_step_stands_in_its_actors_column() -> None:
    head, click, commit, read, end = drawing(played(CLICK, COMMIT, READ), marks=[COMMIT])

    assert head.split()[:3] == ["tab-1", "tab-2", "server"]
    assert click.split()[:2] == ["1", "create.request"]
    assert commit.index("db.replace") == head.index("server")
    assert "POST /api/start" in commit
    assert "◀" in commit
    assert read.index("runner.before-read") == head.index("tab-2")
    assert read.endswith("r storage entry")
    assert end == "  end ready by storage"


def test_a_long_name_is_cut_so_that_the_columns_stay() -> None:
    _, step, _ = drawing(played(Gate("tab-1", "a.very-long-name-of-a-gate-in-a-page")))

    assert "…" in step


def test_a_line_that_is_too_long_has_what_was_touched_below_it() -> None:
    line = drawing(played(CLICK, READ))[2]

    first, second = folded(line, len(line) - 1)

    assert first.split() == ["2", "·", "runner.before-read"]
    assert second.split() == ["r", "storage", "entry"]
    assert folded(line, len(line)) == [line]


def test_two_orders_part_at_one_step() -> None:
    lines = side_by_side(played(CLICK, COMMIT, READ), played(CLICK, READ, outcome="stuck"))

    assert [it.endswith("here they part") for it in lines] == [False, False, True, False, False]
    assert lines[-1].split() == ["end", "ready", "by", "storage", "stuck"]
