"""What drawn weights are judged by: a few statistics, each with its right value and how far chance may take it.

Every bound holds for each number of weights n, not only for large n, and is crossed by right weights with a
probability of at most CHANCE. With x = log(2 / CHANCE), s the std and b = sqrt(3) s the bound of a uniform draw:

mean      Both distributions are sub-Gaussian with variance s^2: E exp(t w) <= exp(t^2 s^2 / 2). For the normal one
          that is an equation; for the uniform one E exp(t w) = sinh(t b) / (t b) = sum of (t b)^(2k) / (2k + 1)!, and
          (2k + 1)! >= 6^k k! makes it at most exp(t^2 b^2 / 6). So P(|mean| > s sqrt(2 x / n)) <= 2 exp(-x) (Boucheron,
          Lugosi and Massart, Concentration Inequalities, 2013, section 2.3).
std       The root of the mean square, around 0. Normal: n times the mean square is s^2 times a chi-square variable of n
          degrees, which is below n - 2 sqrt(n x), or above n + 2 sqrt(n x) + 2 x, with probability at most exp(-x) each
          (Laurent and Massart 2000, Annals of Statistics 28(5), lemma 1). With r = sqrt(x / n) the std is then between
          sqrt(1 - 2 r) s and (1 + r + r^2 / 2) s, and the lower one is further from s. Uniform: (w / b)^2 has mean 1/3,
          variance 4/45 and is at most 2/3 away from its mean: Bernstein's inequality.
tails     The share of weights beyond 2.3 s, a mean of zeros and ones: Bernstein's inequality. (A truncated normal has
          no weights out there, also when it is widened to the right std.) Uniform: none beyond b, chance or not.
distance  The largest distance between the share of weights below a value and its probability: at most sqrt(x / (2 n)),
          by the inequality of Dvoretzky, Kiefer and Wolfowitz with the constant of Massart (1990, Annals of Probability
          18(3)).
distinct  The share of different weights is at least 0.9. If no single value has a probability above 2^-20 (float32
          draws have 2^23 values or more), k given weights each equal an earlier one with probability at most
          (n 2^-20)^k, and k of them can be chosen in at most (e n / k)^k ways: for k = n / 10 and n <= 30000 that
          is below 0.8^(n / 10).

Bernstein: the mean of n independent variables with variance v that stray from their mean by at most c is off by more
than e with probability at most 2 exp(-n e^2 / (2 (v + c e / 3))) (section 2.8 of the same book); solved for e below.
"""

import math

import numpy as np

from grader import Rng

CHANCE = 2e-11
"""The most with which one statistic of right weights may stray too far: TESTS * cases * CHANCE < 1e-9."""

TESTS = 4
"""How many statistics of a case chance can spoil: mean, std, tails, distance. The others are certain, or as good as."""

FAR = 2.3
"""From how many std on the tails are counted."""

OUTPUTS = ("shape", "mean", "std", "tails", "distance", "distinct", "repeats", "differs")

_X = math.log(2 / CHANCE)


def draw(shape, rng, distribution, std):
    """Weights with mean 0 and this std, by the book."""
    if distribution == "normal":
        return rng.normal(0.0, std, shape)
    bound = math.sqrt(3) * std
    return rng.uniform(-bound, bound, shape)


def drive(call, std, shape, rng, distribution, *options):
    """Draw, draw again from the same state, draw from another one, and look at what came.

    ``std`` is the right standard deviation; ``options`` are what follows ``rng`` in a call.
    """
    first, again, other = (
        call(shape, rng, *options),
        call(shape, rng, *options),
        call(shape, Rng(rng.seed + 1), *options),
    )
    w = np.sort(first.ravel().astype(float))
    far = FAR * std if distribution == "normal" else math.sqrt(3) * std * (1 + 1e-6)  # float32 may round beyond
    return (
        first.shape,
        float(w.mean()),
        float(np.sqrt(np.mean(w**2))),
        float(np.mean(np.abs(w) > far)),
        _distance(w, distribution, std),
        len(np.unique(w)) / w.size,
        bool(np.array_equal(first, again)),
        not np.array_equal(first, other),
    )


def _distance(w, distribution, std):
    """The largest distance between the share of the sorted weights below a value and its probability."""
    if distribution == "normal":
        below = np.array([0.5 * (1 + math.erf(z)) for z in (w / (math.sqrt(2) * std)).tolist()])
    else:
        below = np.clip(0.5 + w / (2 * math.sqrt(3) * std), 0, 1)
    steps = np.arange(w.size + 1) / w.size
    return float(max(np.max(steps[1:] - below), np.max(below - steps[:-1])))


def law(std, shape, distribution):
    """The right value of each of OUTPUTS, and how far chance may take it."""
    n = math.prod(shape)
    normal = distribution == "normal"
    tails = math.erfc(FAR / math.sqrt(2)) if normal else 0.0
    return (
        (shape, None),
        (0.0, std * mean_error(n)),
        (std, std * (normal_std_error(n) if normal else uniform_std_error(n))),
        (tails, bernstein(n, tails * (1 - tails), 1 - tails) if normal else 0.5 / n),
        (0.0, math.sqrt(_X / (2 * n))),
        (1.0, 0.1),
        (True, None),
        (True, None),
    )


def mean_error(n):
    """How far chance takes the mean of n weights, in std."""
    return math.sqrt(2 * _X / n)


def normal_std_error(n):
    """How far chance takes the std of n normal weights, as a share of it."""
    return 1 - math.sqrt(1 - 2 * math.sqrt(_X / n))


def uniform_std_error(n):
    """How far chance takes the std of n uniform weights, as a share of it."""
    return 1 - math.sqrt(1 - 3 * bernstein(n, 4 / 45, 2 / 3))


def bernstein(n, variance, largest):
    """How far chance takes a mean of n variables with this variance that stray by at most ``largest``."""
    c = largest * _X / 3
    return (c + math.sqrt(c * c + 2 * n * variance * _X)) / n
