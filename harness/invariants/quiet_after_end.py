"""After its end a load asks for the session no more, until a person acts."""

from collections import Counter

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import end_seq, next_act
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role


def judge(journey: Journey) -> Ruling:
    """Fails a GET session that began after a load's end and before the next act of a person, and a
    tab that loaded the runner again and again.
    """
    ended = [(it, seq) for it in journey.traces if (seq := end_seq(it)) is not None]
    if not ended:
        return not_applicable("No load ended.")
    for trace, seq in ended:
        until = next_act(journey, seq)
        late = [it for it in trace.requests(Role.SESSION) if seq < it.begin.seq < until]
        if late:
            after = late[0].began_ms - trace.ending.at_ms
            return failed(
                f"The load had ended {trace.ended}; {after / 1_000:.1f} s later, without a "
                f"person's doing, {late[0].url} was asked for ({len(late)} times in all).",
                seq,
                *(it.begin.seq for it in late),
                examined=len(ended),
            )
    tab, count = Counter(it.tab for it in journey.traces).most_common(1)[0]
    if count > journey.rules.storm_limit:
        return failed(f"{tab} loaded the runner {count} times in one journey.", examined=count)
    return passed(len(ended))


INVARIANT = JourneyInvariant("quiet-after-end", "runner.storm", judge, by_presence=True)
