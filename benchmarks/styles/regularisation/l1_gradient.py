"""l1_gradient in three styles."""

import numpy as np


def one_line(dW, W, lam):
    return dW + lam * np.sign(W)


def masks(dW, W, lam):
    sign = np.zeros_like(W)
    sign[W > 0] = 1
    sign[W < 0] = -1
    return dW + lam * sign


def chosen(dW, W, lam):
    grad = dW.copy()
    grad += np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))
    return grad


SLIPS = {
    "one_line": [
        ("forgets_loss", "dW + ", ""),
        ("forgets_penalty", " + lam * np.sign(W)", ""),
        ("subtracts", "+", "-"),
        ("forgets_lam", "lam * ", ""),
        ("multiplies_dw", "+", "*"),
        ("scales_both", "dW + lam * np.sign(W)", "lam * (dW + np.sign(W))"),
        ("divides_by_size", "np.sign(W)", "np.sign(W) / len(W)"),
        ("divides_by_size", "np.sign(W)", "np.sign(W) / W.size"),
        ("swaps_arguments", "dW + lam * np.sign(W)", "W + lam * np.sign(dW)"),
        ("sign_of_dw", "np.sign(W)", "np.sign(dW)"),
        ("returns_new_weights", "dW + lam * np.sign(W)", "W - (dW + lam * np.sign(W))"),
        ("writes_into_dw", "return dW + lam * np.sign(W)", "dW += lam * np.sign(W)\n    return dW"),
        ("returns_number", "dW + lam * np.sign(W)", "np.sum(dW + lam * np.sign(W))"),
        ("divides_by_absolute_value", "np.sign(W)", "W / np.abs(W)"),
        ("forgets_sign", " * np.sign(W)", ""),
        ("adds_penalty", "np.sign(W)", "np.abs(W)"),
        ("adds_penalty", "np.sign(W)", "np.sum(np.abs(W))"),
        ("weight_decay", "np.sign(W)", "W"),
        ("halves", "lam * np", "0.5 * lam * np"),
        ("clips", "np.sign(W)", "np.clip(W, -1, 1)"),
        ("one_at_zero", "np.sign(W)", "np.where(W >= 0, 1, -1)"),
        ("one_at_zero", "np.sign(W)", "np.where(W > 0, 1, -1)"),
        ("positive_only", "np.sign(W)", "(W > 0)"),
        (None, "lam * np.sign(W)", "2 * lam * np.sign(W)"),
        (None, "np.sign(W)", "np.sign(W) * W**2"),
        ("divides_by_absolute_value", "np.sign(W)", "np.abs(W) / W"),
    ],
    "masks": [
        ("one_at_zero", "W > 0", "W >= 0"),
        ("one_at_zero", "W < 0", "W <= 0"),
        ("one_at_zero", "np.zeros_like", "np.ones_like"),
        ("positive_only", "    sign[W < 0] = -1\n", ""),
        ("sign_of_dw", "sign[W > 0] = 1\n    sign[W < 0] = -1", "sign[dW > 0] = 1\n    sign[dW < 0] = -1"),
        ("subtracts", "sign[W > 0] = 1\n    sign[W < 0] = -1", "sign[W > 0] = -1\n    sign[W < 0] = 1"),
        ("forgets_loss", "dW + lam", "lam"),
        ("forgets_lam", "lam * sign", "sign"),
        ("halves", "lam * sign", "lam / 2 * sign"),
        (None, "= -1", "= -2"),
        (None, "    sign[W > 0] = 1\n", ""),
    ],
    "chosen": [
        ("writes_into_dw", "dW.copy()", "dW"),
        ("one_at_zero", "np.where(W < 0, -lam, 0.0)", "-lam"),
        ("one_at_zero", "np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))", "np.where(W < 0, -lam, lam)"),
        ("positive_only", "np.where(W < 0, -lam, 0.0)", "0.0"),
        ("weight_decay", "np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))", "lam * W"),
        ("forgets_sign", "-lam", "lam"),
        ("forgets_loss", "grad +=", "grad ="),
        (
            "forgets_lam",
            "np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))",
            "np.where(W > 0, 1, np.where(W < 0, -1, 0))",
        ),
        ("sign_of_dw", "np.where(W > 0, lam, np.where(W < 0", "np.where(dW > 0, lam, np.where(dW < 0"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
