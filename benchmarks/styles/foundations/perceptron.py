"""perceptron in four styles."""

import numpy as np


def comparison(x, w, threshold):
    sums = x @ w
    return (sums >= threshold).astype(int)


def loop_over_samples(x, w, threshold):
    answers = []
    for sample in x:
        total = np.sum(sample * w)
        if total >= threshold:
            answers.append(1)
        else:
            answers.append(0)
    return np.array(answers)


def element_loops(x, w, threshold):
    N, D = x.shape
    out = np.zeros(N, dtype=int)
    for n in range(N):
        total = 0
        for d in range(D):
            total += x[n, d] * w[d]
        if total >= threshold:
            out[n] = 1
    return out


def where(x, w, threshold):
    z = np.sum(x * w, axis=1) - threshold
    return np.where(z >= 0, 1, 0)


def one_expression(x, w, threshold):
    return np.array([int(sum(a * b for a, b in zip(row, w)) >= threshold) for row in x])


SLIPS = {
    "comparison": [
        ("strictly_greater", ">=", ">"),
        ("ignores_threshold", ">= threshold", ">= 0"),
        ("ignores_threshold", ">= threshold", "> 0"),
        ("adds_threshold", "sums >= threshold", "sums + threshold >= 0"),
        ("fires_below", ">=", "<"),
        ("fires_below", ">=", "<="),
        ("returns_bools", "(sums >= threshold).astype(int)", "sums >= threshold"),
        ("returns_floats", "astype(int)", "astype(float)"),
        ("returns_list", "(sums >= threshold).astype(int)", "list((sums >= threshold).astype(int))"),
        ("returns_sum", "(sums >= threshold).astype(int)", "sums"),
        ("minus_one", "(sums >= threshold).astype(int)", "np.sign(sums - threshold).astype(int)"),
        ("minus_one", "(sums >= threshold).astype(int)", "np.where(sums >= threshold, 1, -1)"),
        ("applies_sigmoid", "(sums >= threshold).astype(int)", "1 / (1 + np.exp(-(sums - threshold)))"),
        ("each_product_alone", "x @ w", "x * w"),
        ("each_product_alone", "(sums >= threshold).astype(int)", "np.any(x * w >= threshold, axis=1).astype(int)"),
        ("one_sum_for_all", "x @ w", "np.sum(x * w)"),
        ("sums_over_samples", "x @ w", "np.sum(x * w, axis=0)"),
        ("ignores_weights", "x @ w", "x.sum(axis=1)"),
        ("adds_weights", "x @ w", "np.sum(x + w, axis=1)"),
        ("takes_mean", "x @ w", "np.mean(x * w, axis=1)"),
        ("truncates", "(sums >= threshold).astype(int)", "sums.astype(int) >= threshold"),
        ("truncates", "x @ w", "(x @ w).astype(int)"),
        (
            "one_sample_only",
            "return (sums >= threshold).astype(int)",
            "if sums >= threshold:\n        return 1\n    else:\n        return 0",
        ),
        ("returns_column", "(sums >= threshold).astype(int)", "(sums >= threshold).astype(int).reshape(-1, 1)"),
        ("writes_into_x", "sums = x @ w", "x *= w\n    sums = x.sum(axis=1)"),
        (("strictly_greater", "returns_bools"), "(sums >= threshold).astype(int)", "sums > threshold"),
        (("adds_threshold", "returns_bools"), "(sums >= threshold).astype(int)", "sums + threshold >= 0"),
        (("strictly_greater", "returns_floats"), "(sums >= threshold).astype(int)", "(sums > threshold).astype(float)"),
        (None, ">= threshold", "== threshold"),
        (None, ">= threshold", ">= 2 * threshold"),
        (None, ">= threshold", ">= abs(threshold)"),
    ],
    "loop_over_samples": [
        ("strictly_greater", ">=", ">"),
        ("fires_below", ">=", "<"),
        (
            "fires_below",
            "append(1)\n        else:\n            answers.append(0)",
            "append(0)\n        else:\n            answers.append(1)",
        ),
        ("ignores_threshold", ">= threshold", ">= 0"),
        ("ignores_threshold", ">= threshold", "> 0"),
        ("returns_list", "np.array(answers)", "answers"),
        ("minus_one", "append(0)", "append(-1)"),
        ("returns_sum", "append(1)", "append(total)"),
        (
            "returns_bools",
            "        if total >= threshold:\n            answers.append(1)\n        else:\n            answers.append(0)",
            "        answers.append(total >= threshold)",
        ),
        (
            "returns_floats",
            "append(1)\n        else:\n            answers.append(0)",
            "append(1.0)\n        else:\n            answers.append(0.0)",
        ),
        (
            "first_sample_only",
            "            answers.append(1)\n        else:\n            answers.append(0)\n    return np.array(answers)",
            "            return 1\n        else:\n            return 0",
        ),
        ("first_sample_only", "    return np", "        return np"),
        (
            "last_sample_only",
            "        if total >= threshold:\n            answers.append(1)\n        else:\n            answers.append(0)\n    return np.array(answers)",
            "        answer = 1 if total >= threshold else 0\n    return answer",
        ),
        ("takes_mean", "np.sum(", "np.mean("),
        ("ignores_weights", "sample * w", "sample"),
        ("adds_weights", "sample * w", "sample + w"),
        ("takes_absolute_value", "np.sum(sample * w)", "abs(np.sum(sample * w))"),
        ("each_product_alone", "np.sum(sample * w)", "np.max(sample * w)"),
        ("adds_threshold", "total >= threshold", "total + threshold >= 0"),
        (None, "sample * w", "sample * w[0]"),
        (None, "        else:\n            answers.append(0)\n", ""),
        (None, "np.sum(sample * w)", "np.sum(sample) * np.sum(w)"),
    ],
    "element_loops": [
        ("strictly_greater", ">=", ">"),
        ("fires_below", ">=", "<="),
        ("sum_runs_on", "    for n in range(N):\n        total = 0\n", "    total = 0\n    for n in range(N):\n"),
        ("each_product_alone", "total += x", "total = x"),
        (
            "each_product_alone",
            "            total += x[n, d] * w[d]\n        if total >= threshold:\n            out[n] = 1",
            "            if x[n, d] * w[d] >= threshold:\n                out[n] = 1",
        ),
        ("drops_an_input", "range(D)", "range(D - 1)"),
        ("drops_an_input", "range(D)", "range(1, D)"),
        ("returns_floats", "np.zeros(N, dtype=int)", "np.zeros(N)"),
        ("first_sample_only", "    return out", "        return out"),
        ("adds_weights", "x[n, d] * w[d]", "x[n, d] + w[d]"),
        ("returns_sum", "out[n] = 1", "out[n] = total"),
        ("minus_one", "out[n] = 1", "out[n] = 1\n        else:\n            out[n] = -1"),
        ("ignores_threshold", ">= threshold", ">= 0"),
        ("adds_threshold", "total >= threshold", "total + threshold >= 0"),
        ("returns_bools", "dtype=int", "dtype=bool"),
        (
            "one_sum_for_all",
            "    out = np.zeros(N, dtype=int)\n    for n in range(N):\n        total = 0\n        for d in range(D):\n            total += x[n, d] * w[d]\n        if total >= threshold:\n            out[n] = 1\n    return out",
            "    total = 0\n    for n in range(N):\n        for d in range(D):\n            total += x[n, d] * w[d]\n    return 1 if total >= threshold else 0",
        ),
        (
            ("takes_mean", "drops_an_input"),
            "range(D):\n            total += x[n, d] * w[d]\n        if total >= threshold",
            "range(D - 1):\n            total += x[n, d] * w[d] / D\n        if total >= threshold",
        ),
        (None, "x[n, d] * w[d]", "x[n, d] * w[n % D]"),
        (None, "    return out", "            return out\n    return out"),
    ],
    "where": [
        ("strictly_greater", ">=", ">"),
        ("adds_threshold", "- threshold", "+ threshold"),
        ("ignores_threshold", " - threshold", ""),
        ("fires_below", "1, 0)", "0, 1)"),
        ("minus_one", "1, 0)", "1, -1)"),
        ("returns_floats", "1, 0)", "1.0, 0.0)"),
        ("returns_bools", "1, 0)", "True, False)"),
        ("returns_sum", "np.where(z >= 0, 1, 0)", "z"),
        ("returns_sum", "1, 0)", "z, 0)"),
        ("takes_mean", "np.sum", "np.mean"),
        ("sums_over_samples", "axis=1", "axis=0"),
        ("one_sum_for_all", ", axis=1", ""),
        ("ignores_weights", "x * w", "x"),
        ("takes_absolute_value", "np.sum(x * w, axis=1)", "np.abs(np.sum(x * w, axis=1))"),
        (
            "adds_threshold",
            "- threshold\n    return np.where(z >=",
            "+ threshold\n    return np.where(z >",
        ),
        (("minus_one", "strictly_greater"), "z >= 0, 1, 0", "z > 0, 1, -1"),
        (None, "z >= 0", "z >= 1"),
    ],
    "one_expression": [
        ("strictly_greater", ">=", ">"),
        ("fires_below", ">=", "<"),
        ("fires_below", ">=", "<="),
        (
            "returns_bools",
            "int(sum(a * b for a, b in zip(row, w)) >= threshold)",
            "sum(a * b for a, b in zip(row, w)) >= threshold",
        ),
        ("returns_floats", "int(", "float("),
        (
            "returns_list",
            "np.array([int(sum(a * b for a, b in zip(row, w)) >= threshold) for row in x])",
            "[int(sum(a * b for a, b in zip(row, w)) >= threshold) for row in x]",
        ),
        ("adds_weights", "a * b", "a + b"),
        ("ignores_weights", "a * b", "a"),
        ("ignores_threshold", ">= threshold", ">= 0"),
        ("adds_threshold", ">= threshold", "+ threshold >= 0"),
        ("drops_an_input", "zip(row, w)", "zip(row[1:], w[1:])"),
        ("returns_sum", "int(sum(a * b for a, b in zip(row, w)) >= threshold)", "sum(a * b for a, b in zip(row, w))"),
        (
            "takes_mean",
            "int(sum(a * b for a, b in zip(row, w)) >= threshold)",
            "int(sum(a * b for a, b in zip(row, w)) / len(w) >= threshold)",
        ),
        (
            "truncates",
            "int(sum(a * b for a, b in zip(row, w)) >= threshold)",
            "int(int(sum(a * b for a, b in zip(row, w))) >= threshold)",
        ),
        (
            "minus_one",
            "int(sum(a * b for a, b in zip(row, w)) >= threshold)",
            "1 if sum(a * b for a, b in zip(row, w)) >= threshold else -1",
        ),
        (
            "returns_column",
            "np.array([int(sum(a * b for a, b in zip(row, w)) >= threshold) for row in x])",
            "np.array([[int(sum(a * b for a, b in zip(row, w)) >= threshold)] for row in x])",
        ),
        (None, "zip(row, w)", "zip(row, w[::-1])"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
