"""momentum_step in four styles."""

import numpy as np


def two_lines(w, grad, v, lr, momentum):
    v = momentum * v - lr * grad
    return w + v, v


def on_copies(w, grad, v, lr, momentum):
    w, v = w.copy(), v.copy()
    v *= momentum
    v -= lr * grad
    w += v
    return w, v


def loops(w, grad, v, lr, momentum):
    w_new = np.zeros_like(w)
    v_new = np.zeros_like(v)
    for i in np.ndindex(w.shape):
        v_new[i] = momentum * v[i] - lr * grad[i]
        w_new[i] = w[i] + v_new[i]
    return w_new, v_new


def temporaries(w, grad, v, lr, momentum):
    friction = momentum * v
    push = -lr * grad
    velocity = friction + push
    position = w + velocity
    return position, velocity


SLIPS = {
    "two_lines": [
        ("gradient_ascent", "v - lr", "v + lr"),
        ("gradient_ascent", "w + v", "w - v"),
        ("velocity_uphill", "momentum * v - lr * grad\n    return w + v", "momentum * v + lr * grad\n    return w - v"),
        ("torch_convention", "- lr * grad\n    return w + v", "+ grad\n    return w - lr * v"),
        ("torch_convention", "- lr * grad\n    return w + v", "- grad\n    return w + lr * v"),
        ("lr_forgotten", "lr * grad", "grad"),
        ("lr_fixed", "lr * grad", "0.01 * grad"),
        ("lr_twice", "w + v", "w + lr * v"),
        ("old_velocity", "v = momentum * v - lr * grad\n    return w + v, v", "return w + v, momentum * v - lr * grad"),
        ("gradient_twice", "w + v", "w + v - lr * grad"),
        ("gradient_twice", "w + v", "w - lr * grad + v"),
        ("momentum_forgotten", "momentum * v", "v"),
        ("momentum_fixed", "momentum * v", "0.9 * v"),
        ("averaged", "- lr * grad", "- (1 - momentum) * lr * grad"),
        ("momentum_swapped", "momentum * v", "(1 - momentum) * v"),
        ("arguments_swapped", "momentum * v - lr * grad", "lr * v - momentum * grad"),
        ("momentum_on_both", "momentum * v - lr * grad", "momentum * (v - lr * grad)"),
        ("looks_ahead", "w + v", "w + momentum * v - lr * grad"),
        ("step_alone", "w + v", "v"),
        ("w_kept", "w + v", "w"),
        ("state_not_returned", "w + v, v", "w + v"),
        ("w_last", "w + v, v", "v, w + v"),
        ("state_reset", "momentum * v -", "-"),
        ("state_kept", "v = momentum * v - lr * grad\n    return w + v, v", "return w + momentum * v - lr * grad, v"),
        ("one_number_from_all", "lr * grad", "lr * np.sum(grad)"),
        (None, "w + v", "w + momentum * v"),
        (None, "lr * grad", "lr * grad**2"),
        (None, "momentum * v", "momentum**2 * v"),
    ],
    "on_copies": [
        ("writes_into_w", "w.copy(), v.copy()", "w, v.copy()"),
        ("writes_into_state", "w.copy(), v.copy()", "w.copy(), v"),
        ("writes_into_everything", "w.copy(), v.copy()", "w, v"),
        ("writes_into_grad", "v -= lr * grad", "grad *= lr\n    v -= grad"),
        ("gradient_ascent", "v -= lr", "v += lr"),
        ("gradient_ascent", "w += v", "w -= v"),
        ("lr_forgotten", "lr * grad", "grad"),
        ("lr_fixed", "lr * grad", "0.1 * grad"),
        ("torch_convention", "v -= lr * grad\n    w += v", "v += grad\n    w -= lr * v"),
        ("lr_twice", "w += v", "w += lr * v"),
        (
            "old_velocity",
            "v *= momentum\n    v -= lr * grad\n    w += v",
            "w += v\n    v *= momentum\n    v -= lr * grad",
        ),
        ("gradient_twice", "w += v", "w += v - lr * grad"),
        ("momentum_forgotten", "    v *= momentum\n", ""),
        ("momentum_fixed", "v *= momentum", "v *= 0.9"),
        ("momentum_swapped", "v *= momentum", "v *= 1 - momentum"),
        ("averaged", "lr * grad", "(1 - momentum) * lr * grad"),
        ("momentum_on_both", "v *= momentum\n    v -= lr * grad", "v -= lr * grad\n    v *= momentum"),
        (
            "fades_after",
            "v *= momentum\n    v -= lr * grad\n    w += v",
            "v -= lr * grad\n    w += v\n    v *= momentum",
        ),
        ("step_alone", "return w, v", "return v, v"),
        ("w_kept", "    w += v\n", ""),
        ("state_not_returned", "return w, v", "return w"),
        ("w_last", "return w, v", "return v, w"),
        ("state_reset", "v *= momentum", "v = np.zeros_like(v)"),
        (("gradient_ascent", "momentum_fixed"), "v *= momentum\n    v -=", "v *= 0.9\n    v +="),
        (None, "w += v", "w *= v"),
        (None, "v -= lr * grad", "v -= lr * w"),
    ],
    "loops": [
        ("gradient_ascent", "- lr * grad[i]", "+ lr * grad[i]"),
        ("gradient_ascent", "w[i] + v_new[i]", "w[i] - v_new[i]"),
        ("old_velocity", "w[i] + v_new[i]", "w[i] + v[i]"),
        ("torch_convention", "- lr * grad[i]\n        w_new[i] = w[i] +", "+ grad[i]\n        w_new[i] = w[i] - lr *"),
        ("lr_forgotten", "lr * grad[i]", "grad[i]"),
        ("lr_twice", "w[i] + v_new[i]", "w[i] + lr * v_new[i]"),
        ("momentum_forgotten", "momentum * v[i]", "v[i]"),
        ("averaged", "lr * grad[i]", "(1 - momentum) * lr * grad[i]"),
        (("averaged", "lr_forgotten"), "lr * grad[i]", "(1 - momentum) * grad[i]"),
        ("looks_ahead", "w[i] + v_new[i]", "w[i] + momentum * v_new[i] - lr * grad[i]"),
        ("step_alone", "w[i] + v_new[i]", "v_new[i]"),
        ("state_kept", "return w_new, v_new", "return w_new, v"),
        ("state_not_returned", "return w_new, v_new", "return w_new"),
        ("w_kept", "return w_new, v_new", "return w, v_new"),
        ("arguments_swapped", "momentum * v[i] - lr * grad[i]", "lr * v[i] - momentum * grad[i]"),
        ("velocity_uphill", "- lr * grad[i]\n        w_new[i] = w[i] +", "+ lr * grad[i]\n        w_new[i] = w[i] -"),
        (None, "- lr * grad[i]", "- lr * grad[0]"),
    ],
    "temporaries": [
        ("gradient_ascent", "push = -lr", "push = lr"),
        ("gradient_ascent", "w + velocity", "w - velocity"),
        ("lr_forgotten", "-lr * grad", "-grad"),
        ("lr_fixed", "-lr * grad", "-0.01 * grad"),
        ("momentum_forgotten", "momentum * v", "v"),
        ("momentum_swapped", "momentum * v", "(1 - momentum) * v"),
        ("momentum_fixed", "momentum * v", "0.9 * v"),
        ("averaged", "-lr * grad", "-(1 - momentum) * lr * grad"),
        ("old_velocity", "position = w + velocity", "position = w + v"),
        ("gradient_twice", "w + velocity", "w + velocity + push"),
        ("looks_ahead", "w + velocity", "w + momentum * velocity + push"),
        ("state_kept", "return position, velocity", "return position, v"),
        ("state_reset", "friction + push", "push"),
        ("w_last", "return position, velocity", "return velocity, position"),
        ("lr_twice", "w + velocity", "w + lr * velocity"),
        ("flat", "w + velocity", "(w + velocity).ravel()"),
        ("step_alone", "w + velocity", "velocity"),
        ("arguments_swapped", "momentum * v\n    push = -lr", "lr * v\n    push = -momentum"),
        (None, "w + velocity", "w + friction"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
