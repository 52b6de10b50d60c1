"""How far chance may take what random functions do: exact bounds for any sample size, never a normal approximation."""

import math

RARE = 1e-11
"""How often one statistic of a right solution may be refused: a report looks at fewer than a hundred of them."""


def frequency(probability, count):
    """The law of a relative frequency: its right value, and the error that chance exceeds with probability RARE.

    Of ``count`` independent trials the share of successes is off by t or more with a probability of at most
    exp(-count * KL(probability + t, probability)) on either side, KL being the relative entropy of two coins
    (Hoeffding, Probability inequalities for sums of bounded random variables, Journal of the American Statistical
    Association 58, 1963, theorem 1; by theorem 4 also for a sample drawn without replacement).
    """
    if probability in (0, 1):
        return probability, 0.0
    limit = math.log(2 / RARE) / count
    above = _reach(probability, 1.0, limit)
    below = _reach(probability, 0.0, limit)
    return probability, max(above, below)


def _reach(probability, end, limit):
    """How far from ``probability`` towards ``end`` the relative entropy stays below ``limit``."""
    inside, outside = probability, end
    if _entropy(outside, probability) <= limit:
        return abs(end - probability)
    for _ in range(60):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if _entropy(middle, probability) <= limit else (inside, middle)
    return abs(outside - probability)


def _entropy(a, b):
    """KL(a, b): the relative entropy of a coin with probability a with respect to one with b."""
    return sum(p * math.log(p / q) for p, q in ((a, b), (1 - a, 1 - b)) if p > 0)
