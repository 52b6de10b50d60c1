"""clip_grad_norm in four styles."""

import numpy as np


def comprehension(grads, max_norm):
    total_norm = np.sqrt(sum((grad**2).sum() for grad in grads))
    factor = min(1.0, max_norm / (total_norm + 1e-6))
    return [factor * grad for grad in grads], total_norm


def accumulated(grads, max_norm):
    total = 0.0
    for g in grads:
        total += np.sum(g * g)
    norm = np.sqrt(total)
    scale = max_norm / (norm + 1e-6)
    if scale > 1:
        scale = 1.0
    clipped = []
    for g in grads:
        clipped.append(g * scale)
    return clipped, norm


def joined(grads, max_norm):
    everything = np.concatenate([g.ravel() for g in grads])
    norm = np.linalg.norm(everything)
    coefficient = np.minimum(1, max_norm / (norm + 1e-6))
    everything = everything * coefficient
    out = []
    start = 0
    for g in grads:
        out.append(everything[start : start + g.size].reshape(g.shape))
        start += g.size
    return out, norm


def norm_of_norms(grads, max_norm):
    norms = [np.linalg.norm(g) for g in grads]
    norm = np.linalg.norm(norms)
    factor = max_norm / (norm + 1e-6)
    new = [g.copy() for g in grads]
    if factor < 1:
        for g in new:
            g *= factor
    return new, norm


SLIPS = {
    "comprehension": [
        ("root_missing", "np.sqrt(sum((grad**2).sum() for grad in grads))", "sum((grad**2).sum() for grad in grads)"),
        (
            "absolute_values",
            "np.sqrt(sum((grad**2).sum() for grad in grads))",
            "sum(abs(grad).sum() for grad in grads)",
        ),
        ("mean_of_squares", "(grad**2).sum()", "(grad**2).mean()"),
        (
            "norms_summed",
            "np.sqrt(sum((grad**2).sum() for grad in grads))",
            "sum(np.sqrt((grad**2).sum()) for grad in grads)",
        ),
        (
            "largest_norm",
            "np.sqrt(sum((grad**2).sum() for grad in grads))",
            "max(np.sqrt((grad**2).sum()) for grad in grads)",
        ),
        ("largest_number", "np.sqrt(sum((grad**2).sum() for grad in grads))", "max(abs(grad).max() for grad in grads)"),
        ("makes_longer", "min(1.0, max_norm / (total_norm + 1e-6))", "max_norm / (total_norm + 1e-6)"),
        ("wrong_way", "min(", "max("),
        ("never_clips", "factor * grad for", "grad for"),
        ("upside_down", "max_norm / (total_norm + 1e-6)", "total_norm / (max_norm + 1e-6)"),
        ("upside_down", "max_norm / (total_norm + 1e-6)", "(total_norm + 1e-6) / max_norm"),
        ("small_number_missing", "(total_norm + 1e-6)", "total_norm"),
        ("length_one", "max_norm / (", "1 / ("),
        ("clips_values", "factor * grad for", "np.clip(grad, -max_norm, max_norm) for"),
        ("factor_returned", "grads], total_norm", "grads], factor"),
        (
            "norm_first",
            "[factor * grad for grad in grads], total_norm",
            "total_norm, [factor * grad for grad in grads]",
        ),
        ("gradients_only", "for grad in grads], total_norm", "for grad in grads]"),
        ("norm_afterwards", "grads], total_norm", "grads], factor * total_norm"),
        ("flat", "factor * grad for", "(factor * grad).ravel() for"),
        ("first_array_only", "np.sqrt(sum((grad**2).sum() for grad in grads))", "np.sqrt((grads[0]**2).sum())"),
        (None, "grad**2", "grad**4"),
        (None, "factor * grad", "factor**2 * grad"),
        (None, "1e-6", "1e-2"),
    ],
    "accumulated": [
        ("root_missing", "np.sqrt(total)", "total"),
        ("last_array_only", "total += np", "total = np"),
        ("absolute_values", "g * g)\n    norm = np.sqrt(total)", "np.abs(g))\n    norm = total"),
        ("norms_summed", "np.sum(g * g)\n    norm = np.sqrt(total)", "np.linalg.norm(g)\n    norm = total"),
        ("mean_of_squares", "np.sum(g * g)", "np.mean(g * g)"),
        ("makes_longer", "    if scale > 1:\n        scale = 1.0\n", ""),
        ("wrong_way", "scale > 1:", "scale < 1:"),
        ("small_number_missing", "(norm + 1e-6)", "norm"),
        ("upside_down", "max_norm / (norm + 1e-6)", "norm / max_norm"),
        ("never_clips", "append(g * scale)", "append(g)"),
        ("never_clips", "return clipped, norm", "return grads, norm"),
        ("writes_into_grads", "clipped.append(g * scale)", "g *= scale\n        clipped.append(g)"),
        ("norm_afterwards", "return clipped, norm", "return clipped, norm * scale"),
        ("factor_returned", "return clipped, norm", "return clipped, scale"),
        ("gradients_only", "return clipped, norm", "return clipped"),
        ("norm_first", "return clipped, norm", "return norm, clipped"),
        ("clips_values", "g * scale", "np.clip(g, -max_norm, max_norm)"),
        (
            "each_by_itself",
            "clipped = []\n    for g in grads:",
            "clipped = []\n    for g in grads:\n        scale = min(1, max_norm / (np.linalg.norm(g) + 1e-6))",
        ),
        ("length_one", "max_norm / (", "1 / ("),
        (None, "g * scale", "g - scale"),
        (None, "np.sum(g * g)", "np.sum(g)"),
        (None, "scale > 1:", "scale > 0.4:"),
    ],
    "joined": [
        ("root_missing", "np.linalg.norm(everything)", "np.sum(everything**2)"),
        ("absolute_values", "np.linalg.norm(everything)", "np.linalg.norm(everything, 1)"),
        ("absolute_values", "np.linalg.norm(everything)", "np.abs(everything).sum()"),
        ("largest_number", "np.linalg.norm(everything)", "np.max(np.abs(everything))"),
        ("mean_of_squares", "np.linalg.norm(everything)", "np.sqrt(np.mean(everything**2))"),
        ("makes_longer", "np.minimum(1, max_norm / (norm + 1e-6))", "max_norm / (norm + 1e-6)"),
        ("wrong_way", "np.minimum", "np.maximum"),
        ("small_number_missing", "(norm + 1e-6)", "norm"),
        ("one_long_vector", "return out, norm", "return everything, norm"),
        ("flat", ".reshape(g.shape)", ""),
        ("clips_values", "everything * coefficient", "np.clip(everything, -max_norm, max_norm)"),
        (
            "norm_afterwards",
            "everything = everything * coefficient",
            "everything = everything * coefficient\n    norm = np.linalg.norm(everything)",
        ),
        ("upside_down", "max_norm / (norm + 1e-6)", "norm / (max_norm + 1e-6)"),
        (None, "        start += g.size\n", ""),
        (None, "everything * coefficient", "everything * np.sqrt(coefficient)"),
    ],
    "norm_of_norms": [
        ("norms_summed", "np.linalg.norm(norms)", "sum(norms)"),
        ("largest_norm", "np.linalg.norm(norms)", "max(norms)"),
        ("writes_into_grads", "[g.copy() for g in grads]", "grads"),
        ("writes_into_grads", "[g.copy() for g in grads]", "list(grads)"),
        ("wrong_way", "factor < 1", "factor > 1"),
        (
            "makes_longer",
            "    if factor < 1:\n        for g in new:\n            g *= factor\n",
            "    for g in new:\n        g *= factor\n",
        ),
        ("never_clips", "            g *= factor", "            g = g * factor"),
        (
            "each_by_itself",
            "for g in new:\n            g *= factor",
            "for g, one in zip(new, norms):\n            g *= min(1, max_norm / (one + 1e-6))",
        ),
        ("small_number_missing", "(norm + 1e-6)", "norm"),
        ("length_one", "g *= factor", "g /= norm"),
        ("norm_afterwards", "return new, norm", "return new, np.linalg.norm([np.linalg.norm(g) for g in new])"),
        ("first_array_only", "np.linalg.norm(norms)", "norms[0]"),
        ("mean_of_squares", "np.linalg.norm(norms)", "np.sqrt(np.mean(np.square(norms)))"),
        (None, "np.linalg.norm(norms)", "np.mean(norms)"),
        (None, "g *= factor", "g -= factor"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
