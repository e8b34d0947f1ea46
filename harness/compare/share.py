"""How sure a share is, and how sure the difference of two.

Wilson's score interval (E. B. Wilson, JASA 22, 1927), and Newcombe's hybrid of two of them
(R. G. Newcombe, Statistics in Medicine 17, 1998, method 10).
"""

from math import hypot, sqrt

# The standard normal's 97.5th percentile: 95 % lie within.
Z_95 = 1.959963984540054


def wilson(hits: int, total: int, *, z: float = Z_95) -> tuple[float, float]:
    """The bounds of the share `hits / total`, within 0 and 1; all that is possible for total 0.

    Unlike the usual p ± z·s it says something of 0 and of all hits: 60 of 60 is at least 94 %.
    """
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no share")
    if total == 0:
        return 0.0, 1.0
    share, weight = hits / total, z * z / total
    centre = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(share * (1 - share) / total + weight / (4 * total))
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(
    before: tuple[int, int], after: tuple[int, int], *, z: float = Z_95
) -> tuple[float, float]:
    """The bounds of how much the share grew, each side as hits and total, within -1 and 1.

    Nothing is known of a side without a total, so that what remains is as wide as the other side
    leaves it. Raises ValueError for what is no share.
    """
    (low_before, high_before), (low_after, high_after) = wilson(*before, z=z), wilson(*after, z=z)
    if not (before[1] and after[1]):
        return low_after - high_before, high_after - low_before
    was, became = before[0] / before[1], after[0] / after[1]
    grew = became - was
    down = hypot(became - low_after, high_before - was)
    up = hypot(high_after - became, was - low_before)
    return max(-1.0, grew - down), min(1.0, grew + up)
