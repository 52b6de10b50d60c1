"""mse_backward in three styles."""

import numpy as np


def one_line(dout, pred, target):
    return dout * 2 * (pred - target) / pred.size


def step_by_step(dout, pred, target):
    n = pred.size
    dsquares = np.ones(pred.shape) * dout / n
    diff = pred - target
    return dsquares * 2 * diff


def loop_over_elements(dout, pred, target):
    dpred = np.zeros(pred.shape)
    count = np.prod(pred.shape)
    for i in np.ndindex(pred.shape):
        dpred[i] = dout * 2 * (pred[i] - target[i]) / count
    return dpred


def through_the_chain(dout, pred, target):
    difference = np.subtract(pred, target)
    derivative = 2 * difference
    derivative /= difference.size
    return derivative * dout


SLIPS = {
    "one_line": [
        ("ignores_dout", "dout * 2", "2"),
        ("forgets_mean", " / pred.size", ""),
        ("forgets_mean", "dout * 2 * (pred - target) / pred.size", "2 * (pred - target)"),
        ("forgets_two", "dout * 2 *", "dout *"),
        ("difference_only", "dout * 2 * (pred - target) / pred.size", "dout * (pred - target)"),
        ("difference_only", "dout * 2 * (pred - target) / pred.size", "pred - target"),
        ("divides_by_samples", "pred.size", "len(pred)"),
        ("half_over_samples", "dout * 2 * (pred - target) / pred.size", "dout * (pred - target) / len(pred)"),
        ("divides_by_last_axis", "pred.size", "pred.shape[-1]"),
        ("opposite_sign", "pred - target", "target - pred"),
        ("opposite_sign", "dout * 2", "-dout * 2"),
        ("keeps_square", "dout * 2 * (pred - target)", "dout * (pred - target) ** 2"),
        ("keeps_square", "(pred - target)", "(pred - target) ** 2"),
        ("sign_only", "2 * (pred - target)", "np.sign(pred - target)"),
        ("absolute", "(pred - target)", "np.abs(pred - target)"),
        ("ignores_target", "(pred - target)", "pred"),
        ("adds_target", "pred - target", "pred + target"),
        ("times_pred", "(pred - target)", "(pred - target) * pred"),
        ("divides_by_dout", "dout * 2 * (pred - target) / pred.size", "2 * (pred - target) / pred.size / dout"),
        ("adds_dout", "dout * 2", "dout + 2"),
        ("averaged", "dout * 2 * (pred - target) / pred.size", "dout * np.mean(2 * (pred - target))"),
        ("flat", "dout * 2 * (pred - target) / pred.size", "(dout * 2 * (pred - target) / pred.size).ravel()"),
        (
            "gradient_of_both",
            "return dout * 2 * (pred - target) / pred.size",
            "dpred = dout * 2 * (pred - target) / pred.size\n    return dpred, -dpred",
        ),
        ("divides_twice", "pred.size", "pred.size**2"),
        ("times_loss", "dout * 2", "dout * np.mean((pred - target) ** 2) * 2"),
        (("ignores_dout", "opposite_sign"), "dout * 2 * (pred - target)", "2 * (target - pred)"),
        (
            ("ignores_dout", "divides_by_samples"),
            "dout * 2 * (pred - target) / pred.size",
            "2 * (pred - target) / len(pred)",
        ),
        (("opposite_sign", "forgets_two"), "dout * 2 * (pred - target)", "dout * (target - pred)"),
        (None, "dout * 2 *", "dout**2 *"),
        (None, "/ pred.size", "/ np.sqrt(pred.size)"),
        ("brackets_missing", "(pred - target)", "pred - target"),
    ],
    "step_by_step": [
        ("ignores_dout", "* dout ", ""),
        ("forgets_mean", " / n", ""),
        ("divides_by_samples", "pred.size", "pred.shape[0]"),
        ("forgets_two", "* 2 ", ""),
        ("opposite_sign", "pred - target", "target - pred"),
        ("opposite_sign", "return dsquares * 2 * diff", "return -dsquares * 2 * diff"),
        ("keeps_square", "2 * diff", "diff**2"),
        ("dout_everywhere", "return dsquares * 2 * diff", "return dsquares"),
        ("writes_into_pred", "diff = pred - target", "diff = pred\n    diff -= target"),
        ("gradient_of_both", "return dsquares * 2 * diff", "ddiff = dsquares * 2 * diff\n    return ddiff, -ddiff"),
        ("averaged", "dsquares * 2 * diff", "(dsquares * 2 * diff).mean()"),
        ("summed", "dsquares * 2 * diff", "(dsquares * 2 * diff).sum(axis=0)"),
        ("averaged", "dsquares * 2 * diff", "(dsquares * 2 * diff).mean(axis=0)"),
        ("divides_twice", "2 * diff", "2 * diff / n"),
        ("ignores_target", "pred - target", "pred"),
        (None, "2 * diff", "2 + diff"),
        (None, "pred - target", "pred / target"),
        (None, "pred.size", "(pred.size - 1)"),
    ],
    "loop_over_elements": [
        ("ignores_dout", "dout * 2", "2"),
        ("forgets_two", "dout * 2 *", "dout *"),
        ("forgets_mean", " / count", ""),
        ("opposite_sign", "(pred[i] - target[i])", "(target[i] - pred[i])"),
        ("first_sample_only", "        dpred[i] =", "        if i[0] > 0:\n            break\n        dpred[i] ="),
        ("divides_by_samples", "/ count", "/ len(pred)"),
        ("difference_only", "dout * 2 * (pred[i] - target[i]) / count", "dout * (pred[i] - target[i])"),
        ("first_sample_only", "    return dpred", "        return dpred"),
        (None, "target[i]", "target[i] * 2"),
        (None, "dpred[i] = dout", "dpred += dout"),
    ],
    "through_the_chain": [
        ("ignores_dout", "derivative * dout", "derivative"),
        ("forgets_mean", "    derivative /= difference.size\n", ""),
        ("forgets_two", "2 * difference", "difference"),
        ("divides_by_samples", "difference.size", "len(difference)"),
        ("opposite_sign", "np.subtract(pred, target)", "np.subtract(target, pred)"),
        ("adds_dout", "derivative * dout", "derivative + dout"),
        ("divides_by_dout", "derivative * dout", "derivative / dout"),
        ("keeps_square", "2 * difference", "difference**2"),
        ("adds_target", "np.subtract", "np.add"),
        ("absolute", "2 * difference", "2 * np.abs(difference)"),
        ("sign_only", "2 * difference", "np.sign(difference)"),
        ("divides_by_last_axis", "difference.size", "difference.shape[-1]"),
        ("writes_into_pred", "np.subtract(pred, target)", "np.subtract(pred, target, out=pred)"),
        ("transposed", "derivative * dout", "(derivative * dout).T"),
        ("flat", "derivative * dout", "(derivative * dout).flatten()"),
        ("difference_only", "2 * difference\n    derivative /= difference.size", "difference"),
        (None, "2 * difference", "2 / difference"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
