"""Logits and labels for what counts right answers, drawn so that no two logits of a sample are equal."""

import numpy as np

from grader import distinct


def ranked(rng, ranks, K):
    """Logits (N, K) without ties and labels (N,) such that ``ranks[n]`` classes beat the label of sample n."""
    ranks = np.asarray(ranks)
    logits = np.stack([distinct(rng, K, steps=8) + rng.integers(-40, 40) / 8 for _ in ranks])
    labels = np.argsort(-logits, axis=1)[np.arange(len(ranks)), ranks]
    return logits, labels
