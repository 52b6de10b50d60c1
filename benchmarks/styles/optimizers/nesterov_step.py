"""nesterov_step in five styles."""

import numpy as np


def two_lines(w, grad, v, lr, momentum):
    v = momentum * v + grad
    return w - lr * (grad + momentum * v), v


def on_copies(w, grad, v, lr, momentum):
    w, v = w.copy(), v.copy()
    v *= momentum
    v += grad
    w -= lr * grad
    w -= lr * momentum * v
    return w, v


def loops(w, grad, v, lr, momentum):
    w_new = np.zeros_like(w)
    v_new = np.zeros_like(v)
    for i in np.ndindex(w.shape):
        v_new[i] = v[i] * momentum + grad[i]
        ahead = grad[i] + momentum * v_new[i]
        w_new[i] = w[i] - lr * ahead
    return w_new, v_new


def temporaries(w, grad, v, lr, momentum):
    kept = momentum * v
    velocity = kept + grad
    direction = momentum * velocity + grad
    position = w - lr * direction
    return position, velocity


def multiplied_out(w, grad, v, lr, momentum):
    new_w = w - lr * momentum**2 * v - (1 + momentum) * lr * grad
    new_v = momentum * v + grad
    return new_w, new_v


SLIPS = {
    "two_lines": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * (grad", "(grad"),
        ("lr_fixed", "lr * (grad", "0.01 * (grad"),
        ("plain_momentum", "(grad + momentum * v)", "v"),
        (
            "lr_in_velocity",
            "+ grad\n    return w - lr * (grad + momentum * v)",
            "- lr * grad\n    return w + momentum * v - lr * grad",
        ),
        (
            "lr_in_velocity",
            "+ grad\n    return w - lr * (grad + momentum * v)",
            "+ lr * grad\n    return w - (lr * grad + momentum * v)",
        ),
        ("lr_on_gradient_only", "lr * (grad + momentum * v)", "lr * grad + momentum * v"),
        ("lr_on_gradient_only", "lr * (grad + momentum * v)", "(lr * grad + momentum * v)"),
        ("lr_on_velocity_only", "lr * (grad + momentum * v)", "(grad + lr * momentum * v)"),
        ("gradient_left_out", "(grad + momentum * v)", "momentum * v"),
        ("looks_ahead_fully", "(grad + momentum * v)", "(grad + v)"),
        ("momentum_on_both", "(grad + momentum * v)", "momentum * (grad + v)"),
        ("subtracts_velocity", "(grad + momentum", "(grad - momentum"),
        ("velocity_minus_gradient", "v + grad", "v - grad"),
        (
            "velocity_downhill",
            "v + grad\n    return w - lr * (grad + momentum",
            "v - grad\n    return w - lr * (grad - momentum",
        ),
        ("momentum_forgotten", "momentum * v + grad", "v + grad"),
        ("averaged", "v + grad", "v + (1 - momentum) * grad"),
        (
            "momentum_fixed",
            "v = momentum * v + grad\n    return w - lr * (grad + momentum",
            "v = 0.9 * v + grad\n    return w - lr * (grad + 0.9",
        ),
        (
            "plain_momentum",
            "v = momentum * v + grad\n    return w - lr * (grad + momentum * v), v",
            "return w - lr * (grad + momentum * v), momentum * v + grad",
        ),
        (
            "plain_momentum",
            "v = momentum * v + grad\n    return w - lr * (grad + momentum * v)",
            "v = momentum * v - lr * grad\n    return w + v",
        ),
        ("state_not_returned", "momentum * v), v", "momentum * v)"),
        ("step_alone", "w - lr * (", "-lr * ("),
        (None, "(grad + momentum * v)", "(grad + momentum**2 * v)"),
        (None, "(grad + momentum * v)", "(grad + momentum * v) / 2"),
        (None, "v + grad", "v + grad**2"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), v.copy()", "w, v"),
        ("writes_into_w", "w.copy(), v.copy()", "w, v.copy()"),
        ("writes_into_state", "w.copy(), v.copy()", "w.copy(), v"),
        ("velocity_minus_gradient", "v += grad", "v -= grad"),
        ("momentum_forgotten", "    v *= momentum\n", ""),
        ("looks_ahead_fully", "lr * momentum * v", "lr * v"),
        ("lr_on_gradient_only", "lr * momentum * v", "momentum * v"),
        ("lr_on_velocity_only", "lr * grad", "grad"),
        ("gradient_left_out", "    w -= lr * grad\n", ""),
        ("subtracts_velocity", "w -= lr * momentum", "w += lr * momentum"),
        ("momentum_on_both", "lr * grad", "lr * momentum * grad"),
        ("plain_momentum", "w -= lr * grad\n    w -= lr * momentum * v", "w -= lr * v"),
        ("gradient_ascent", "w -= lr * grad\n    w -= lr", "w += lr * grad\n    w += lr"),
        ("averaged", "v += grad", "v += (1 - momentum) * grad"),
        (
            "lr_in_velocity",
            "v += grad\n    w -= lr * grad\n    w -= lr * momentum * v",
            "v -= lr * grad\n    w -= lr * grad\n    w += momentum * v",
        ),
        ("w_last", "return w, v", "return v, w"),
        ("state_reset", "v *= momentum", "v *= 0"),
        (None, "    w -= lr * momentum * v\n", ""),
        ("subtracts_gradient", "w -= lr * grad", "w += lr * grad"),
        ("writes_into_grad", "v += grad", "grad *= lr\n    v += grad / lr\n    grad = grad / lr"),
        ("one_number_from_all", "v += grad\n    w -= lr * grad", "v += np.mean(grad)\n    w -= lr * np.mean(grad)"),
        ("plain_momentum", "v += grad\n    w -= lr * grad\n    w -= lr * momentum * v", "v -= lr * grad\n    w += v"),
    ],
    "loops": [
        ("gradient_ascent", "w[i] - lr", "w[i] + lr"),
        ("lr_forgotten", "lr * ahead", "ahead"),
        ("plain_momentum", "lr * ahead", "lr * v_new[i]"),
        ("plain_momentum", "momentum * v_new[i]", "momentum * v[i]"),
        ("looks_ahead_fully", "momentum * v_new[i]", "v_new[i]"),
        ("subtracts_velocity", "grad[i] + momentum", "grad[i] - momentum"),
        ("velocity_minus_gradient", "momentum + grad[i]", "momentum - grad[i]"),
        ("momentum_forgotten", "v[i] * momentum", "v[i]"),
        ("gradient_left_out", "grad[i] + momentum * v_new", "momentum * v_new"),
        ("momentum_on_both", "grad[i] + momentum * v_new[i]", "momentum * (grad[i] + v_new[i])"),
        (
            "arguments_swapped",
            "momentum + grad[i]\n        ahead = grad[i] + momentum * v_new[i]\n        w_new[i] = w[i] - lr",
            "lr + grad[i]\n        ahead = grad[i] + lr * v_new[i]\n        w_new[i] = w[i] - momentum",
        ),
        ("state_kept", "return w_new, v_new", "return w_new, v"),
        ("w_kept", "return w_new, v_new", "return w, v_new"),
        ("step_alone", "w[i] - lr * ahead", "lr * ahead"),
        (None, "lr * ahead", "lr * ahead * v_new[i]"),
    ],
    "temporaries": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * direction", "direction"),
        ("plain_momentum", "lr * direction", "lr * velocity"),
        ("plain_momentum", "momentum * velocity", "momentum * v"),
        ("plain_momentum", "momentum * velocity", "kept"),
        ("looks_ahead_fully", "momentum * velocity", "velocity"),
        ("velocity_minus_gradient", "kept + grad", "kept - grad"),
        ("momentum_forgotten", "momentum * v\n", "v\n"),
        ("averaged", "kept + grad", "kept + (1 - momentum) * grad"),
        ("subtracts_velocity", "momentum * velocity + grad", "grad - momentum * velocity"),
        ("state_kept", "return position, velocity", "return position, v"),
        ("w_last", "return position, velocity", "return velocity, position"),
        (
            "lr_in_velocity",
            "kept + grad\n    direction = momentum * velocity + grad\n    position = w - lr * direction",
            "kept - lr * grad\n    direction = momentum * velocity - lr * grad\n    position = w + direction",
        ),
        ("flat", "w - lr * direction", "(w - lr * direction).flatten()"),
        ("momentum_on_both", "momentum * velocity + grad", "momentum * (velocity + grad)"),
        ("gradient_left_out", "momentum * velocity + grad", "momentum * velocity"),
        ("lr_fixed", "lr * direction", "0.01 * direction"),
        (None, "momentum * velocity + grad", "momentum * velocity + 2 * grad"),
    ],
    "multiplied_out": [
        ("gradient_ascent", "w - lr * momentum**2 * v - (", "w + lr * momentum**2 * v + ("),
        ("plain_momentum", "momentum**2 * v - (1 + momentum) * lr", "momentum * v - lr"),
        (
            "velocity_overwritten",
            "new_w = w - lr * momentum**2 * v - (1 + momentum) * lr * grad\n"
            "    new_v = momentum * v + grad\n    return new_w, new_v",
            "v = momentum * v + grad\n    w = w - lr * momentum**2 * v - (1 + momentum) * lr * grad\n    return w, v",
        ),
        (None, "lr * momentum**2 * v", "momentum**2 * v"),
        ("state_kept", "return new_w, new_v", "return new_w, v"),
        ("velocity_minus_gradient", "v + grad", "v - grad"),
        (None, "momentum**2 * v", "momentum * v"),
        (None, "(1 + momentum)", "(1 - momentum)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
