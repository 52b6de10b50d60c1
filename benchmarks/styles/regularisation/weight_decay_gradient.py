"""weight_decay_gradient in two styles."""

import numpy as np  # noqa: F401  what some slips take


def one_line(dW, W, lam):
    return dW + lam * W


def steps(dW, W, lam):
    out = dW.copy()
    penalty_gradient = 2 * W * lam / 2
    out += penalty_gradient
    return out


SLIPS = {
    "one_line": [
        ("forgets_loss", "dW + ", ""),
        ("forgets_penalty", " + lam * W", ""),
        ("subtracts", "+", "-"),
        ("forgets_lam", "lam * W", "W"),
        ("multiplies_dw", "+", "*"),
        ("scales_both", "dW + lam * W", "lam * (dW + W)"),
        ("divides_by_size", "lam * W", "lam * W / len(W)"),
        ("divides_by_size", "lam * W", "lam * W / W.shape[0]"),
        ("divides_by_size", "lam * W", "lam * W / W.size"),
        ("swaps_arguments", "dW + lam * W", "W + lam * dW"),
        ("returns_new_weights", "dW + lam * W", "W - (dW + lam * W)"),
        ("writes_into_dw", "return dW + lam * W", "dW += lam * W\n    return dW"),
        ("returns_number", "dW + lam * W", "np.sum(dW + lam * W)"),
        ("halves", "lam * W", "lam / 2 * W"),
        ("doubles", "lam * W", "2 * lam * W"),
        ("squares_weights", "lam * W", "0.5 * lam * W**2"),
        ("squares_weights", "lam * W", "lam / 2 * np.sum(W**2)"),
        ("squares_weights", "lam * W", "lam * W**2"),
        ("squares_weights", "lam * W", "lam * np.sum(W**2)"),
        ("adds_lam_and_w", "lam * W", "lam + W"),
        ("takes_sign", "lam * W", "lam * np.sign(W)"),
        ("takes_absolute_value", "* W", "* np.abs(W)"),
        ("scales_dw", "lam * W", "lam * dW"),
        ("adds_lam", "lam * W", "lam"),
        ("sums_weights", "lam * W", "lam * np.sum(W)"),
        (None, "lam * W", "lam / W"),
        (None, "lam * W", "lam**2 * W"),
        (None, "dW + lam * W", "(1 - lam) * dW + lam * W"),
    ],
    "steps": [
        ("doubles", " / 2", ""),
        ("halves", "2 * W", "W"),
        ("writes_into_dw", "dW.copy()", "dW"),
        ("subtracts", "out += penalty_gradient", "out -= penalty_gradient"),
        ("forgets_lam", "2 * W * lam / 2", "2 * W / 2"),
        ("squares_weights", "2 * W * lam / 2", "lam * W**2 / 2"),
        ("returns_new_weights", "return out", "return W - out"),
        ("forgets_loss", "return out", "return penalty_gradient"),
        ("forgets_loss", "out += penalty_gradient", "out = penalty_gradient"),
        ("swaps_arguments", "dW.copy()\n    penalty_gradient = 2 * W", "W.copy()\n    penalty_gradient = 2 * dW"),
        ("multiplies_dw", "out += penalty_gradient", "out *= penalty_gradient"),
        ("divides_by_size", "lam / 2", "lam / 2 / W.size"),
        ("takes_absolute_value", "2 * W", "2 * abs(W)"),
        (None, "out += penalty_gradient", "out += out * penalty_gradient"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
