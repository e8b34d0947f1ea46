"""How sure a share is: Wilson's score interval (E. B. Wilson, JASA 22, 1927)."""

from math import sqrt

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
