"""softmax in four styles."""

import math

import numpy as np


def keepdims(logits):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=1, keepdims=True)


def loop_over_samples(logits):
    out = np.zeros_like(logits)
    for n in range(len(logits)):
        row = logits[n]
        e = np.exp(row - np.max(row))
        out[n] = e / np.sum(e)
    return out


def transposed(logits):
    x = logits.T
    x = x - np.max(x, axis=0)
    y = np.exp(x) / np.sum(np.exp(x), axis=0)
    return y.T


def element_loops(logits):
    N, K = logits.shape
    out = np.zeros((N, K))
    for n in range(N):
        biggest = max(logits[n])
        total = 0
        for k in range(K):
            total += math.exp(logits[n, k] - biggest)
        for k in range(K):
            out[n, k] = math.exp(logits[n, k] - biggest) / total
    return out


def columns_of_numbers(logits):
    m = logits.max(axis=1)
    e = np.exp(logits - m[:, None])
    s = e.sum(axis=1).reshape(-1, 1)
    return e / s


SLIPS = {
    "keepdims": [
        ("not_shifted", "logits - np.max(logits, axis=1, keepdims=True)", "logits"),
        ("shifted_by_batch", "np.max(logits, axis=1, keepdims=True)", "np.max(logits)"),
        ("shifted_by_column", "np.max(logits, axis=1, keepdims=True)", "np.max(logits, axis=0, keepdims=True)"),
        ("shifted_by_column", "np.max(logits, axis=1, keepdims=True)", "np.max(logits, axis=0)"),
        ("shifted_by_minimum", "np.max(", "np.min("),
        ("shifted_by_mean", "np.max(", "np.mean("),
        ("shifted_by_size", "np.max(logits,", "np.max(np.abs(logits),"),
        ("adds_maximum", "logits - np", "logits + np"),
        ("over_samples", "np.sum(exps, axis=1", "np.sum(exps, axis=0"),
        ("over_everything", "np.sum(exps, axis=1, keepdims=True)", "np.sum(exps)"),
        ("sum_not_in_line", "np.sum(exps, axis=1, keepdims=True)", "np.sum(exps, axis=1)"),
        ("sum_not_in_line", "np.max(logits, axis=1, keepdims=True)", "np.max(logits, axis=1)"),
        ("not_divided", " / np.sum(exps, axis=1, keepdims=True)", ""),
        ("without_exp", "np.exp(shifted)", "shifted"),
        ("negative", "np.exp(shifted)", "np.exp(-shifted)"),
        ("shifted_above_only", "np.sum(exps, axis", "np.sum(np.exp(logits), axis"),
        ("shifted_below_only", "return exps", "return np.exp(logits)"),
        ("clips", "logits - np.max(logits, axis=1, keepdims=True)", "np.clip(logits, -500, 500)"),
        ("clips", "logits - np.max(logits, axis=1, keepdims=True)", "np.clip(logits, -100, 100)"),
        ("divides_by_mean", "np.sum(", "np.mean("),
        ("divides_by_length", "np.sum(exps, axis", "np.linalg.norm(exps, axis"),
        (
            "logarithm",
            "exps / np.sum(exps, axis=1, keepdims=True)",
            "np.log(exps / np.sum(exps, axis=1, keepdims=True))",
        ),
        ("powers_of_two", "np.exp(", "np.exp2("),
        ("writes_into_logits", "shifted = logits - np", "shifted = logits\n    shifted -= np"),
        (None, "np.exp(shifted)", "np.expm1(shifted)"),
        (None, "exps / np", "1 - exps / np"),
    ],
    "loop_over_samples": [
        ("not_shifted", "row - np.max(row)", "row"),
        ("shifted_by_batch", "np.max(row)", "np.max(logits)"),
        ("shifted_by_minimum", "np.max(row)", "np.min(row)"),
        ("shifted_by_mean", "np.max(row)", "np.mean(row)"),
        ("adds_maximum", "row - np", "row + np"),
        ("not_divided", "e / np.sum(e)", "e"),
        ("without_exp", "np.exp(row - np.max(row))", "row"),
        ("sigmoid", "e / np.sum(e)", "1 / (1 + np.exp(-row))"),
        ("divides_by_mean", "np.sum(e)", "np.mean(e)"),
        ("divides_by_length", "np.sum(e)", "np.sqrt(np.sum(e**2))"),
        ("transposed", "return out", "return out.T"),
        ("writes_into_logits", "np.zeros_like(logits)", "logits"),
        ("first_sample_only", "    return out", "        return out"),
        (None, "range(len(logits))", "range(len(logits) - 1)"),
        (
            ("not_shifted", "divides_by_mean"),
            "np.exp(row - np.max(row))\n        out[n] = e / np.sum(e)",
            "np.exp(row)\n        out[n] = e / np.mean(e)",
        ),
    ],
    "transposed": [
        ("not_shifted", "x - np.max(x, axis=0)", "x"),
        ("shifted_by_batch", "np.max(x, axis=0)", "np.max(x)"),
        ("shifted_by_column", "np.max(x, axis=0)", "np.max(x, axis=1, keepdims=True)"),
        ("over_samples", "np.sum(np.exp(x), axis=0)", "np.sum(np.exp(x), axis=1, keepdims=True)"),
        ("over_everything", "np.sum(np.exp(x), axis=0)", "np.sum(np.exp(x))"),
        (("over_samples", "transposed"), "x = logits.T", "x = logits"),
        ("transposed", "return y.T", "return y"),
        ("writes_into_logits", "x = x - np", "x -= np"),
        (None, "np.exp(x) / np", "1 / np"),
        ("shifted_by_size", "np.max(x,", "np.max(abs(x),"),
    ],
    "element_loops": [
        (
            "not_shifted",
            "total += math.exp(logits[n, k] - biggest)\n        for k in range(K):\n            out[n, k] = math.exp(logits[n, k] - biggest)",
            "total += math.exp(logits[n, k])\n        for k in range(K):\n            out[n, k] = math.exp(logits[n, k])",
        ),
        ("shifted_by_batch", "max(logits[n])", "logits.max()"),
        (
            "sum_runs_on",
            "    for n in range(N):\n        biggest = max(logits[n])\n        total = 0\n",
            "    total = 0\n    for n in range(N):\n        biggest = max(logits[n])\n",
        ),
        ("last_term_only", "total += math", "total = math"),
        ("shifted_above_only", "total += math.exp(logits[n, k] - biggest)", "total += math.exp(logits[n, k])"),
        ("shifted_below_only", "= math.exp(logits[n, k] - biggest) / total", "= math.exp(logits[n, k]) / total"),
        ("not_divided", " / total", ""),
        ("shifted_by_minimum", "max(logits[n])", "min(logits[n])"),
        (
            "negative",
            "total += math.exp(logits[n, k] - biggest)\n        for k in range(K):\n            out[n, k] = math.exp(logits[n, k] - biggest)",
            "total += math.exp(biggest - logits[n, k])\n        for k in range(K):\n            out[n, k] = math.exp(biggest - logits[n, k])",
        ),
    ],
    "columns_of_numbers": [
        ("not_shifted", " - m[:, None]", ""),
        ("sum_not_in_line", "m[:, None]", "m"),
        ("sum_not_in_line", ".reshape(-1, 1)", ""),
        ("sum_not_in_line", "m[:, None])\n    s = e.sum(axis=1).reshape(-1, 1)", "m)\n    s = e.sum(axis=1)"),
        ("over_samples", "e.sum(axis=1).reshape(-1, 1)", "e.sum(axis=0)"),
        ("over_everything", "e.sum(axis=1).reshape(-1, 1)", "e.sum()"),
        ("adds_maximum", "logits - m", "logits + m"),
        ("shifted_by_minimum", ".max(", ".min("),
        ("shifted_by_mean", ".max(", ".mean("),
        ("logarithm", "e / s", "np.log(e / s)"),
        ("not_divided", "return e / s", "return e"),
        ("winner_takes_all", "e / s", "(e == 1).astype(float)"),
        (
            "writes_into_logits",
            "m = logits.max(axis=1)\n    e = np.exp(logits - m[:, None])",
            "m = logits.max(axis=1)\n    logits -= m[:, None]\n    e = np.exp(logits)",
        ),
        ("writes_into_logits", "e = np.exp(logits - m[:, None])", "e = np.exp(logits - m[:, None], out=logits)"),
        ("twice", "e / s", "np.exp(e / s) / np.exp(e / s).sum(axis=1, keepdims=True)"),
        ("transposed", "e / s", "(e / s).T"),
        (None, "e / s", "e / s * 100"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
