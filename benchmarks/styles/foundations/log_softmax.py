"""log_softmax in four styles."""

import numpy as np


def keepdims(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def log_sum_exp(logits):
    m = np.max(logits, axis=1, keepdims=True)
    s = np.sum(np.exp(logits - m), axis=1, keepdims=True)
    lse = m + np.log(s)
    return logits - lse


def loop_over_samples(logits):
    out = np.zeros(logits.shape)
    for n, row in enumerate(logits):
        z = row - np.max(row)
        out[n] = z - np.log(np.sum(np.exp(z)))
    return out


def transposed(logits):
    x = logits.T
    x = x - x.max(axis=0)
    y = x - np.log(np.sum(np.exp(x), axis=0))
    return y.T


def in_two_loops(logits):
    N, K = logits.shape
    out = np.empty((N, K))
    for n in range(N):
        m = np.max(logits[n])
        total = 0.0
        for k in range(K):
            total += np.exp(logits[n, k] - m)
        for k in range(K):
            out[n, k] = logits[n, k] - m - np.log(total)
    return out


SLIPS = {
    "keepdims": [
        (
            "log_of_softmax",
            "shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True))",
        ),
        (
            "log_of_softmax",
            "shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True) + 1e-7)",
        ),
        ("not_shifted", "logits - logits.max(axis=1, keepdims=True)", "logits"),
        ("shifted_by_batch", "logits.max(axis=1, keepdims=True)", "logits.max()"),
        ("shifted_by_column", "logits.max(axis=1, keepdims=True)", "logits.max(axis=0)"),
        ("shifted_by_minimum", "logits.max(", "logits.min("),
        ("shifted_by_mean", "logits.max(", "logits.mean("),
        ("adds_maximum", "logits - logits", "logits + logits"),
        ("over_samples", "sum(axis=1", "sum(axis=0"),
        ("over_everything", ".sum(axis=1, keepdims=True)", ".sum()"),
        ("sum_not_in_line", ".sum(axis=1, keepdims=True)", ".sum(axis=1)"),
        ("sum_not_in_line", "logits.max(axis=1, keepdims=True)", "logits.max(axis=1)"),
        ("without_sum", " - np.log(np.exp(shifted).sum(axis=1, keepdims=True))", ""),
        (
            "sum_without_log",
            "np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "np.exp(shifted).sum(axis=1, keepdims=True)",
        ),
        ("mean_for_sum", ".sum(", ".mean("),
        ("logarithm_to_base_2", "np.log(", "np.log2("),
        ("logarithm_to_base_10", "np.log(", "np.log10("),
        ("adds_log_sum", "shifted - np.log", "shifted + np.log"),
        ("shifted_in_the_sum_only", "return shifted - np", "return logits - np"),
        ("shifted_in_front_only", "np.exp(shifted)", "np.exp(logits)"),
        (
            "positive",
            "return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "return -(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))",
        ),
        (
            "probabilities",
            "shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)",
        ),
        ("writes_into_logits", "shifted = logits - logits", "shifted = logits\n    shifted -= logits"),
        (None, "np.log(", "np.log1p("),
        (
            None,
            "np.log(np.exp(shifted).sum(axis=1, keepdims=True))",
            "np.log(np.exp(shifted)).sum(axis=1, keepdims=True)",
        ),
    ],
    "log_sum_exp": [
        ("shifted_in_the_sum_only", "m + np.log(s)", "np.log(s)"),
        ("shifted_twice", "logits - lse", "logits - m - lse"),
        ("without_sum", "m + np.log(s)", "m"),
        ("adds_log_sum", "m + np.log(s)", "m - np.log(s)"),
        ("sum_without_log", "m + np.log(s)", "m + s"),
        ("positive", "logits - lse", "lse - logits"),
        ("over_samples", "np.sum(np.exp(logits - m), axis=1", "np.sum(np.exp(logits - m), axis=0"),
        ("over_everything", "np.sum(np.exp(logits - m), axis=1, keepdims=True)", "np.sum(np.exp(logits - m))"),
        ("shifted_by_batch", "np.max(logits, axis=1, keepdims=True)", "np.max(logits)"),
        ("shifted_by_minimum", "np.max(", "np.min("),
        ("shifted_by_column", "np.max(logits, axis=1", "np.max(logits, axis=0"),
        ("shifted_by_size", "np.max(logits,", "np.max(np.abs(logits),"),
        ("not_shifted", "m = np.max(logits, axis=1, keepdims=True)", "m = 0"),
        ("logarithm_to_base_2", "np.log(s)", "np.log2(s)"),
        ("mean_for_sum", "np.sum(", "np.mean("),
        ("sum_not_in_line", "np.sum(np.exp(logits - m), axis=1, keepdims=True)", "np.sum(np.exp(logits - m), axis=1)"),
        (None, "np.exp(logits - m)", "np.exp(logits) - m"),
    ],
    "loop_over_samples": [
        ("log_of_softmax", "z - np.log(np.sum(np.exp(z)))", "np.log(np.exp(z) / np.sum(np.exp(z)))"),
        ("log_of_softmax", "z - np.log(np.sum(np.exp(z)))", "np.log(np.maximum(np.exp(z) / np.sum(np.exp(z)), 1e-12))"),
        ("not_shifted", "row - np.max(row)", "row"),
        (
            "not_shifted",
            "z = row - np.max(row)\n        out[n] = z - np.log(np.sum(np.exp(z)))",
            "out[n] = np.log(np.exp(row) / np.sum(np.exp(row)))",
        ),
        ("shifted_by_batch", "np.max(row)", "np.max(logits)"),
        ("shifted_in_the_sum_only", "= z - np.log", "= row - np.log"),
        ("sum_without_log", "np.log(np.sum(np.exp(z)))", "np.sum(np.exp(z))"),
        ("mean_for_sum", "np.sum(", "np.mean("),
        ("positive", "z - np.log(np.sum(np.exp(z)))", "np.log(np.sum(np.exp(z))) - z"),
        ("without_sum", "z - np.log(np.sum(np.exp(z)))", "z"),
        ("transposed", "return out", "return out.T"),
        ("clips", "row - np.max(row)", "np.clip(row, -700, 700)"),
        ("clips", "row - np.max(row)", "np.minimum(row, 100)"),
        ("first_sample_only", "    return out", "        return out"),
    ],
    "transposed": [
        ("log_of_softmax", "x - np.log(np.sum(np.exp(x), axis=0))", "np.log(np.exp(x) / np.sum(np.exp(x), axis=0))"),
        ("not_shifted", "x = x - x.max(axis=0)\n    ", ""),
        ("over_samples", "np.sum(np.exp(x), axis=0)", "np.sum(np.exp(x), axis=1, keepdims=True)"),
        ("over_everything", "np.sum(np.exp(x), axis=0)", "np.sum(np.exp(x))"),
        (("over_samples", "transposed"), "x = logits.T", "x = logits"),
        ("shifted_by_batch", "x.max(axis=0)", "x.max()"),
        ("transposed", "return y.T", "return y"),
        ("adds_log_sum", "y = x - np", "y = x + np"),
        ("writes_into_logits", "x = x - x.max", "x -= x.max"),
    ],
    "in_two_loops": [
        ("shifted_in_the_sum_only", "logits[n, k] - m - np.log", "logits[n, k] - np.log"),
        ("shifted_in_front_only", "np.exp(logits[n, k] - m)", "np.exp(logits[n, k])"),
        ("log_of_softmax", "logits[n, k] - m - np.log(total)", "np.log(np.exp(logits[n, k] - m) / total)"),
        ("log_of_softmax", "logits[n, k] - m - np.log(total)", "np.log(np.exp(logits[n, k] - m) / total + 1e-10)"),
        ("not_shifted", "m = np.max(logits[n])", "m = 0"),
        ("shifted_by_batch", "np.max(logits[n])", "np.max(logits)"),
        ("shifted_by_minimum", "np.max(", "np.min("),
        ("sum_without_log", "np.log(total)", "total"),
        ("adds_log_sum", "- np.log(total)", "+ np.log(total)"),
        ("mean_for_sum", "np.log(total)", "np.log(total / K)"),
        ("probabilities", "logits[n, k] - m - np.log(total)", "np.exp(logits[n, k] - m) / total"),
        ("without_sum", " - np.log(total)", ""),
        ("logarithm_to_base_10", "np.log(", "np.log10("),
        ("positive", "logits[n, k] - m - np.log(total)", "np.log(total) + m - logits[n, k]"),
        ("shifted_twice", "logits[n, k] - m - np.log", "logits[n, k] - 2 * m - np.log"),
        (None, "total += np", "total = np"),
        (None, "        total = 0.0\n", "        total = 1.0\n"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
