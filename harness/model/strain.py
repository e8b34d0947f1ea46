"""How hard it was for a browser's pages to get a processor."""

from dataclasses import dataclass

# Less than this is an ordinary busy moment: a few loops beside the browser on two cores.
WAITED_S = 2.0
SHARE = 3.0


@dataclass(frozen=True, slots=True)
class Strain:
    """Seconds for which the pages' processes ran, and for which they could have run and were given
    no processor.
    """

    ran_s: float
    waited_s: float

    @property
    def is_starved(self) -> bool:
        """Whether what took long may have taken long for want of a processor alone: for each second
        that the pages ran, they waited more than three. A page that itself computes without end
        waits too, where others do; but then it also runs.
        """
        return self.waited_s >= WAITED_S and self.waited_s > SHARE * self.ran_s
