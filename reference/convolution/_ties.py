"""Where several pixels share a maximum there are many right gradients: the one nearest to a learner's.

A window whose maximum is shared may hand its gradient to any of its maxima, or spread it over them in any
proportion: the subdifferential of a maximum is the convex hull of the gradients of the pixels that attain it (Boyd &
Vandenberghe, Subgradients, section 3.4). Windows that overlap may share maxima too, and then only what they hand out
together can be seen in dx.
"""

import numpy as np

NEAR = 1e-4
"""How far a learner's answer may be from a right one, relative to the gradients: float32 is nearer."""


def nearest(actual, right, windows):
    """The right gradient nearest to ``actual``; ``right`` wherever ``actual`` is near to none.

    right    the gradient when the first maximum of each window gets everything
    windows  (maxima, gradient) for each window: the flat positions of its maxima in ``right``, and what it hands out

    A window with one maximum leaves no choice. The other windows fall into groups that share maxima. What a group
    hands out must arrive, and each of its pixels gets at least the negative and at most the positive gradients of the
    windows in which it is a maximum. For a window on its own this is exactly a convex combination.
    """
    if not (isinstance(actual, np.ndarray) and actual.shape == right.shape and actual.dtype.kind in "fiu"):
        return right
    if not np.isfinite(actual).all():
        return right
    answer = np.array(right, float).ravel()
    theirs = actual.astype(float).ravel()
    certain, low, high = np.zeros((3, answer.size))
    tied = []
    for maxima, gradient in windows:
        if len(maxima) == 1:
            certain[maxima] += gradient
        else:
            low[maxima] += min(gradient, 0.0)
            high[maxima] += max(gradient, 0.0)
            tied.append((set(maxima), gradient, abs(gradient)))
    for pixels, mass, scale in _groups(tied):
        chosen = sorted(pixels)
        got = theirs[chosen] - certain[chosen]
        share = np.clip(got, low[chosen], high[chosen])
        share += (mass - share.sum()) / len(chosen)
        if np.abs(share - got).max() <= NEAR * scale:
            answer[chosen] = certain[chosen] + share
    return answer.reshape(right.shape)


def _groups(tied):
    """Windows that share maxima, directly or through others, as one: (pixels, sum of gradients, sum of their sizes)."""
    groups = []
    for pixels, mass, scale in tied:
        apart = []
        for group in groups:
            if pixels.isdisjoint(group[0]):
                apart.append(group)
            else:
                pixels, mass, scale = pixels | group[0], mass + group[1], scale + group[2]
        groups = [*apart, (pixels, mass, scale)]
    return groups
