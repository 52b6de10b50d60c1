"""numerical_gradient in four styles."""

import numpy as np


def ndindex(f, x, h=1e-4):
    x = x.astype(float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + h
        fp = f(x)
        x[i] = old - h
        fm = f(x)
        grad[i] = (fp - fm) / (2 * h)
        x[i] = old
    return grad


def nditer(f, x, h=1e-4):
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        idx = it.multi_index
        tmp = x[idx]
        x[idx] = float(tmp) + h
        fxh1 = f(x)
        x[idx] = tmp - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp
        it.iternext()
    return grad


def unit_vectors(f, x, h=1e-4):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


def flat_copies(f, x, h=1e-4):
    flat = x.astype(float).flatten()
    out = []
    for k in range(flat.size):
        plus, minus = flat.copy(), flat.copy()
        plus[k] += h
        minus[k] -= h
        up, down = f(plus.reshape(x.shape)), f(minus.reshape(x.shape))
        out.append((up - down) / (2 * h))
    return np.array(out).reshape(x.shape)


def closure(f, x, h=1e-4):
    def shifted(index, amount):
        y = np.array(x, dtype=np.float64)
        y[index] += amount
        return f(y)

    grad = np.empty(x.shape)
    for index, _ in np.ndenumerate(x):
        grad[index] = (shifted(index, h) - shifted(index, -h)) / (2 * h)
    return grad


SLIPS = {
    "ndindex": [
        (
            "forward_difference",
            "x[i] = old - h\n        fm = f(x)\n        grad[i] = (fp - fm) / (2 * h)\n        x[i] = old",
            "x[i] = old\n        fm = f(x)\n        grad[i] = (fp - fm) / h",
        ),
        ("divides_by_h", "/ (2 * h)", "/ h"),
        ("not_divided", "(fp - fm) / (2 * h)", "fp - fm"),
        ("divides_by_2", "/ (2 * h)", "/ 2"),
        ("without_brackets", "(2 * h)", "2 * h"),
        ("divides_one_only", "(fp - fm) / (2 * h)", "fp - fm / (2 * h)"),
        ("adds_values", "fp - fm", "fp + fm"),
        ("opposite_sign", "fp - fm", "fm - fp"),
        ("not_restored", "        x[i] = old\n", ""),
        ("swallowed_by_whole_numbers", "x = x.astype(float)", "x = x.copy()"),
        ("swallowed_by_whole_numbers", "x = x.astype(float)\n    grad = np.zeros(x.shape)", "grad = np.zeros(x.shape)"),
        (
            "swallowed_by_whole_numbers",
            "x = x.astype(float)\n    grad = np.zeros(x.shape)",
            "x = x.copy()\n    grad = np.zeros_like(x)",
        ),
        ("second_point_is_x", "x[i] = old - h", "x[i] -= h"),
        ("fixed_step", "old = x[i]", "h = 1e-4\n        old = x[i]"),
        ("fixed_step", "old = x[i]", "h = 1e-5\n        old = x[i]"),
        (
            "half_steps",
            "old + h\n        fp = f(x)\n        x[i] = old - h\n        fm = f(x)\n        grad[i] = (fp - fm) / (2 * h)",
            "old + h / 2\n        fp = f(x)\n        x[i] = old - h / 2\n        fm = f(x)\n        grad[i] = (fp - fm) / h",
        ),
        ("whole_rows", "np.ndindex(x.shape)", "range(len(x))"),
        (
            "gradient_of_whole_numbers",
            "x = x.astype(float)\n    grad = np.zeros(x.shape)",
            "grad = np.zeros_like(x)\n    x = x.astype(float)",
        ),
        ("forgets_first", "        old = x[i]\n", "        grad = np.zeros(x.shape)\n        old = x[i]\n"),
        (
            "whole_array",
            "for i in np.ndindex(x.shape):\n        old = x[i]\n        x[i] = old + h\n        fp = f(x)\n        x[i] = old - h\n        fm = f(x)\n        grad[i] = (fp - fm) / (2 * h)\n        x[i] = old",
            "grad = (f(x + h) - f(x - h)) / (2 * h)",
        ),
        (
            "whole_array",
            "x[i] = old + h\n        fp = f(x)\n        x[i] = old - h\n        fm = f(x)",
            "fp = f(x + h)\n        fm = f(x - h)",
        ),
        (
            "relative_step",
            "old + h\n        fp = f(x)\n        x[i] = old - h",
            "old * (1 + h)\n        fp = f(x)\n        x[i] = old * (1 - h)",
        ),
        (("opposite_sign", "divides_by_h"), "(fp - fm) / (2 * h)", "(fm - fp) / h"),
        (("divides_by_h", "not_restored"), "(fp - fm) / (2 * h)\n        x[i] = old\n", "(fp - fm) / h\n"),
        ("second_point_too_low", "x[i] = old - h", "x[i] = old - 2 * h"),
        (None, "fp - fm", "fp * fm"),
        ("first_number_only", "    return grad", "        return grad"),
    ],
    "nditer": [
        ("not_restored", "        x[idx] = tmp\n", ""),
        ("without_brackets", "(2 * h)", "2 * h"),
        ("divides_by_h", "/ (2 * h)", "/ h"),
        ("swallowed_by_whole_numbers", "x = np.array(x, dtype=float)\n    ", ""),
        (
            "forward_difference",
            "x[idx] = tmp - h\n        fxh2 = f(x)\n        grad[idx] = (fxh1 - fxh2) / (2 * h)\n        x[idx] = tmp",
            "x[idx] = tmp\n        fxh2 = f(x)\n        grad[idx] = (fxh1 - fxh2) / h",
        ),
        (
            "backward_difference",
            "float(tmp) + h\n        fxh1 = f(x)\n        x[idx] = tmp - h\n        fxh2 = f(x)\n        grad[idx] = (fxh1 - fxh2) / (2 * h)",
            "float(tmp)\n        fxh1 = f(x)\n        x[idx] = tmp - h\n        fxh2 = f(x)\n        grad[idx] = (fxh1 - fxh2) / h",
        ),
        ("opposite_sign", "fxh1 - fxh2", "fxh2 - fxh1"),
        ("adds_values", "fxh1 - fxh2", "fxh1 + fxh2"),
        ("divides_one_only", "(fxh1 - fxh2) / (2 * h)", "fxh1 - fxh2 / (2 * h)"),
        (
            "gradient_of_whole_numbers",
            "x = np.array(x, dtype=float)\n    grad = np.zeros_like(x)",
            "grad = np.zeros_like(x)\n    x = np.array(x, dtype=float)",
        ),
        ("called_too_often", "fxh2 = f(x)\n", "fxh2 = f(x)\n        fx = f(x)\n"),
        ("fixed_step", "idx = it", "h = 1e-4\n        idx = it"),
        (
            "whole_array",
            "f(x)\n        x[idx] = tmp - h\n        fxh2 = f(x)",
            "f(x[idx])\n        x[idx] = tmp - h\n        fxh2 = f(x[idx])",
        ),
        (None, "x[idx] = tmp - h", "x[idx] = h - tmp"),
        ("second_point_too_low", "tmp - h", "tmp - 2 * h"),
        ("first_number_only", "    return grad", "        return grad"),
        (None, "grad[idx] =", "grad[idx] +=  grad.sum() +"),
    ],
    "unit_vectors": [
        ("forward_difference", "(f(x + step) - f(x - step)) / (2 * h)", "(f(x + step) - f(x)) / h"),
        ("forward_difference", "f(x - step)) / (2 * h)", "f(x)) / h"),
        ("backward_difference", "(f(x + step) - f(x - step)) / (2 * h)", "(f(x) - f(x - step)) / h"),
        ("whole_array", "f(x + step) - f(x - step)", "f(x + h) - f(x - h)"),
        ("divides_by_h", "/ (2 * h)", "/ h"),
        ("not_divided", "(f(x + step) - f(x - step)) / (2 * h)", "f(x + step) - f(x - step)"),
        ("divides_by_2", "/ (2 * h)", "/ 2"),
        ("without_brackets", "(2 * h)", "2 * h"),
        ("adds_values", "step) - f", "step) + f"),
        ("opposite_sign", "f(x + step) - f(x - step)", "f(x - step) - f(x + step)"),
        ("half_steps", "step[i] = h\n", "step[i] = h / 2\n"),
        ("relative_step", "step[i] = h\n", "step[i] = h * x[i]\n"),
        ("fixed_step", "step[i] = h\n", "step[i] = h = 1e-6\n"),
        ("divides_one_only", "(f(x + step) - f(x - step)) / (2 * h)", "f(x + step) - f(x - step) / (2 * h)"),
        (
            "flat",
            "np.zeros(x.shape)\n    for i in np.ndindex(x.shape):\n        step = np.zeros(x.shape)\n        step[i] = h\n        grad[i] = (f(x + step) - f(x - step)) / (2 * h)\n    return grad",
            "[]\n    for i in np.ndindex(x.shape):\n        step = np.zeros(x.shape)\n        step[i] = h\n        grad.append((f(x + step) - f(x - step)) / (2 * h))\n    return np.array(grad)",
        ),
        ("gradient_of_whole_numbers", "grad = np.zeros(x.shape)", "grad = np.zeros_like(x)"),
        ("whole_rows", "np.ndindex(x.shape)", "range(x.shape[0])"),
        ("swallowed_by_whole_numbers", "step = np.zeros(x.shape)", "step = np.zeros_like(x)"),
        (
            None,
            "        step = np.zeros(x.shape)\n        step[i] = h\n",
            "        step = h * np.ones(x.shape)\n        step[i] = 0\n",
        ),
        (None, "(2 * h)", "(2 * h**2)"),
        ("first_number_only", "    return grad", "        return grad"),
        ("second_point_is_x", "f(x - step)) / (2 * h)", "f(x)) / (2 * h)"),
    ],
    "flat_copies": [
        ("flat", "np.array(out).reshape(x.shape)", "np.array(out)"),
        ("called_too_often", "(up - down) / (2 * h)", "(up - f(x)) / h"),
        (
            "forward_difference",
            "minus[k] -= h\n        up, down = f(plus.reshape(x.shape)), f(minus.reshape(x.shape))\n        out.append((up - down) / (2 * h))",
            "up, down = f(plus.reshape(x.shape)), f(minus.reshape(x.shape))\n        out.append((up - down) / h)",
        ),
        ("divides_by_h", "/ (2 * h)", "/ h"),
        ("without_brackets", "(2 * h)", "2 * h"),
        ("swallowed_by_whole_numbers", "x.astype(float).flatten()", "x.flatten()"),
        ("opposite_sign", "up - down", "down - up"),
        ("half_steps", "plus[k] += h\n        minus[k] -= h", "plus[k] += h / 2\n        minus[k] -= h / 2"),
        ("not_divided", "(up - down) / (2 * h)", "up - down"),
        ("whole_array", "plus[k] += h\n        minus[k] -= h", "plus += h\n        minus -= h"),
        (None, "flat.copy(), flat.copy()", "flat, flat"),
        (None, "minus[k] -= h", "minus[k] += h"),
    ],
    "closure": [
        ("forward_difference", "shifted(index, -h)) / (2 * h)", "shifted(index, 0)) / h"),
        ("forward_difference", "shifted(index, -h)) / (2 * h)", "f(x)) / h"),
        (
            "backward_difference",
            "(shifted(index, h) - shifted(index, -h)) / (2 * h)",
            "(shifted(index, 0) - shifted(index, -h)) / h",
        ),
        (
            "swallowed_by_whole_numbers",
            "np.array(x, dtype=np.float64)\n        y[index] += amount",
            "x.copy()\n        y[index] = y[index] + amount",
        ),
        (
            "second_point_is_x",
            "np.array(x, dtype=np.float64)\n        y[index] += amount",
            "x\n        y[index] = y[index] + amount",
        ),
        ("whole_array", "y[index] += amount", "y += amount"),
        (
            "half_steps",
            "(shifted(index, h) - shifted(index, -h)) / (2 * h)",
            "(shifted(index, h / 2) - shifted(index, -h / 2)) / h",
        ),
        ("half_steps", "(shifted(index, h) - shifted(index, -h))", "(shifted(index, h / 2) - shifted(index, -h / 2))"),
        ("divides_by_h", "/ (2 * h)", "/ h"),
        ("divides_by_2", "/ (2 * h)", "/ 2"),
        ("without_brackets", "/ (2 * h)", "/ 2 * h"),
        (
            "divides_one_only",
            "(shifted(index, h) - shifted(index, -h)) / (2 * h)",
            "shifted(index, h) - shifted(index, -h) / (2 * h)",
        ),
        ("opposite_sign", "(shifted(index, h) - shifted(index, -h))", "(shifted(index, -h) - shifted(index, h))"),
        (
            "fixed_step",
            "(shifted(index, h) - shifted(index, -h)) / (2 * h)",
            "(shifted(index, 1e-5) - shifted(index, -1e-5)) / 2e-5",
        ),
        ("relative_step", "y[index] += amount", "y[index] += amount * y[index]"),
        ("gradient_of_whole_numbers", "np.empty(x.shape)", "np.empty_like(x)"),
        ("flat", "return grad", "return grad.flatten()"),
        ("called_too_often", "return f(y)\n", "return (f(y) + f(y)) / 2\n"),
        ("opposite_sign", "+= amount", "-= amount"),
        (None, "np.empty(x.shape)", "np.ones(x.shape)\n    h = h + 0.001"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
