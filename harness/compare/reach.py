"""What so many loads can show, in sentences."""

from collections.abc import Iterator, Mapping

from harness.compare.needed import POWER, delay_shown, level_of, loads_needed
from harness.compare.sides import Margins, Side

# What a team wants to know of a change, in ms.
WANTED_MS = 50.0


def reach(before: Mapping[str, Side], margins: Margins, count: int) -> Iterator[str]:
    """For each group what so many loads as the side before has can show, and how many a delay of
    50 ms would need, where there are `count` rows; and last which groups have too few to say.
    """
    level, few = level_of(count), []
    for name, it in before.items():
        loads = len(it.times_ms)
        shown = delay_shown(it.times_ms, loads, margins=margins, level=level)
        if shown is not None:
            needed = loads_needed(it.times_ms, WANTED_MS, margins=margins, level=level)
            wanted = f"would need {needed:,}" if needed else "lie within the margin"
            yield (
                f"{name}: {loads:,} loads a side show a median that is {shown:.0f} ms slower, "
                f"{POWER * 10:.0f} times in 10; {WANTED_MS:.0f} ms {wanted}."
            )
        elif loads:
            few.append(f"{name} ({loads})")
    if few:
        yield f"Too few loads to say what they can show: {'; '.join(few)}."
