"""mse_forward in three styles."""

import numpy as np


def mean(pred, target):
    return np.mean((pred - target) ** 2)


def sum_and_size(pred, target):
    diff = pred - target
    return np.sum(diff**2) / pred.size


def loop_over_elements(pred, target):
    total = 0.0
    count = 0
    for p, t in zip(pred.flatten(), target.flatten()):
        error = p - t
        total += error * error
        count += 1
    return total / count


SLIPS = {
    "mean": [
        ("sum_for_mean", "np.mean(", "np.sum("),
        ("half_of_sum", "np.mean(", "0.5 * np.sum("),
        ("half_of_mean", "np.mean(", "0.5 * np.mean("),
        ("root", "np.mean((pred - target) ** 2)", "np.sqrt(np.mean((pred - target) ** 2))"),
        ("without_square", " ** 2", ""),
        ("absolute", "(pred - target) ** 2", "np.abs(pred - target)"),
        ("square_of_mean", "np.mean((pred - target) ** 2)", "np.mean(pred - target) ** 2"),
        ("difference_of_squares", "(pred - target) ** 2", "pred**2 - target**2"),
        ("doubled", "** 2", "* 2"),
        ("adds", "pred - target", "pred + target"),
        ("ignores_target", "(pred - target)", "pred"),
        ("one_loss_a_sample", "** 2)", "** 2, axis=tuple(range(1, pred.ndim)))"),
        ("mean_of_one_axis", "** 2)", "** 2, axis=0)"),
        ("mean_of_one_axis", "** 2)", "** 2, axis=-1)"),
        ("mean_of_one_axis", "** 2)", "** 2, axis=1)"),
        ("not_averaged", "np.mean((pred - target) ** 2)", "(pred - target) ** 2"),
        ("largest", "np.mean(", "np.max("),
        ("variance", "np.mean((pred - target) ** 2)", "np.var(pred - target)"),
        ("length", "np.mean((pred - target) ** 2)", "np.linalg.norm(pred - target)"),
        ("divides_twice", "** 2)", "** 2) / pred.size"),
        ("divides_twice", "** 2)", "** 2) / len(pred)"),
        ("whole_number", "np.mean((pred - target) ** 2)", "int(np.mean((pred - target) ** 2))"),
        ("writes_into_pred", "return np.mean((pred - target) ** 2)", "pred -= target\n    return np.mean(pred**2)"),
        (("half_of_mean", "without_square"), "np.mean((pred - target) ** 2)", "np.mean(pred - target) / 2"),
        (None, "** 2", "** 3"),
        (None, "np.mean(", "np.median("),
        (None, "np.mean(", "-np.mean("),
    ],
    "sum_and_size": [
        ("mean_over_samples", "pred.size", "len(pred)"),
        ("mean_over_samples", "pred.size", "pred.shape[0]"),
        ("half_over_samples", "pred.size", "(2 * len(pred))"),
        ("mean_over_last_axis", "pred.size", "pred.shape[-1]"),
        ("one_less", "pred.size", "(pred.size - 1)"),
        ("sum_for_mean", " / pred.size", ""),
        ("half_of_sum", "/ pred.size", "/ 2"),
        ("half_of_mean", "/ pred.size", "/ (2 * pred.size)"),
        ("root", "np.sum(diff**2) / pred.size", "np.sqrt(np.sum(diff**2) / pred.size)"),
        ("square_of_mean", "np.sum(diff**2) / pred.size", "(np.sum(diff) / pred.size) ** 2"),
        ("absolute", "diff**2", "abs(diff)"),
        ("without_square", "diff**2", "diff"),
        ("not_averaged", "np.sum(diff**2)", "diff**2"),
        ("writes_into_pred", "diff = pred - target", "diff = pred\n    diff -= target"),
        (
            "writes_into_pred",
            "diff = pred - target\n    return np.sum(diff**2)",
            "pred -= target\n    pred **= 2\n    return np.sum(pred)",
        ),
        ("length", "np.sum(diff**2) / pred.size", "np.sqrt(np.sum(diff**2))"),
        ("square_of_mean", "np.sum(diff**2) / pred.size", "np.sum(diff) ** 2 / pred.size"),
        (None, "np.sum(diff**2)", "np.sqrt(np.sum(diff**2))"),
        (None, "pred.size", "pred.ndim"),
    ],
    "loop_over_elements": [
        ("sum_for_mean", " / count", ""),
        ("half_of_sum", "/ count", "/ 2"),
        ("half_of_mean", "total / count", "total / count / 2"),
        ("without_square", "error * error", "error"),
        ("absolute", "error * error", "abs(error)"),
        ("doubled", "error * error", "error * 2"),
        ("adds", "p - t", "p + t"),
        ("mean_over_samples", "/ count", "/ len(pred)"),
        ("root", "total / count", "(total / count) ** 0.5"),
        ("first_sample_only", "pred.flatten(), target.flatten()", "pred[0].flatten(), target[0].flatten()"),
        ("one_less", "/ count", "/ (count - 1)"),
        ("last_element_only", "total += error", "total = error"),
        ("first_sample_only", "    return total / count", "        return total / count"),
        (None, "p - t", "p * t"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
