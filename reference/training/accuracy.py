"""Accuracy: right predictions over samples, both counted through all batches."""

import numpy as np

from grader import Case, Spec

from ._scores import ranked


def accuracy(logits, labels):
    """The share of samples whose largest logit is that of their label; lists of (B, K) and (B,), one pair a batch."""
    right, samples = 0, 0
    for batch, classes in zip(logits, labels):
        right += np.sum(batch.argmax(axis=1) == classes)
        samples += len(classes)
    return float(right / samples)


def sample_by_sample(logits, labels):
    """One sample at a time: none of the other classes may have a larger logit."""
    hits = []
    for batch, classes in zip(logits, labels):
        for row, label in zip(batch.tolist(), classes.tolist()):
            hits.append(max(range(len(row)), key=row.__getitem__) == label)
    return hits.count(True) / len(hits)


def torch_accuracy(logits, labels):
    """PyTorch on all batches at once."""
    import torch

    return (torch.cat(logits).argmax(1) == torch.cat(labels)).double().mean()


def magnitude(logits, labels):
    """A share, of two exact numbers."""
    return 1.0


def cases(rng):
    """Batches whose shares of right answers all differ; ranks say how many classes beat the label."""
    for name, K, ranks in [
        ("one batch of five, three right", 4, [[0, 1, 0, 0, 2]]),
        ("4, 4 and 1 samples", 3, [[0, 0, 1, 0], [2, 0, 1, 1], [0]]),
        ("3, 3, 3 and 2 samples, the last batch is all wrong", 5, [[0, 0, 4], [0, 0, 0], [1, 2, 0], [1, 3]]),
        ("two full batches, not contiguous", 6, [[0, 1, 5, 0, 2, 0], [3, 0, 0, 0, 0, 1]]),
    ]:
        yield _case(rng, name, K, ranks)
    for name in ("drawn anew", "drawn anew, once more"):
        K, size, count, rest = (int(n) for n in rng.integers([3, 4, 2, 1], [7, 8, 5, 4]))
        ranks = [(rng.integers(0, K, n) * rng.integers(0, 2, n)).tolist() for n in [size] * count + [rest]]
        yield _case(rng, name, K, ranks, True)


def _case(rng, name, K, ranks, hidden=False):
    batches = [ranked(rng, row, K) for row in ranks]
    logits, labels = [batch[0] for batch in batches], [batch[1] for batch in batches]
    if "not contiguous" in name:
        logits = [np.asfortranarray(batch) for batch in logits]
    return Case(name, {"logits": logits, "labels": labels}, hidden)


def _right(logits, labels):
    """The number of right predictions in each batch, and of samples."""
    right = np.array([np.sum(batch.argmax(axis=1) == classes) for batch, classes in zip(logits, labels)])
    return right, np.array([len(classes) for classes in labels])


def counts_missing_samples(solve, logits, labels):
    """Divided by batches * batch size, more samples than there are: the last batch is short. Count what each has."""
    right, samples = _right(logits, labels)
    return float(right.sum() / (len(samples) * samples[0]))


def mean_of_batches(solve, logits, labels):
    """The accuracies of the batches were averaged, so samples of a short batch count more. Add up, then divide."""
    right, samples = _right(logits, labels)
    return float((right / samples).mean())


def sum_of_batches(solve, logits, labels):
    """The accuracies of the batches were added up. Add up right predictions and samples, then divide."""
    right, samples = _right(logits, labels)
    return float((right / samples).sum())


def divides_by_batches(solve, logits, labels):
    """Divided by the number of batches. Divide by the number of samples."""
    right, samples = _right(logits, labels)
    return float(right.sum() / len(samples))


def divides_by_one_batch(solve, logits, labels):
    """Divided by the size of one batch. Divide by the number of all samples."""
    right, samples = _right(logits, labels)
    return float(right.sum() / samples[0])


def divides_by_one_batch__last(solve, logits, labels):
    """Divided by the size of the last batch. Divide by the number of all samples."""
    right, samples = _right(logits, labels)
    return float(right.sum() / samples[-1])


def divides_by_classes(solve, logits, labels):
    """Divided by samples * classes, the number of logits. Divide by the number of samples."""
    return solve(logits, labels) / logits[0].shape[1]


def counts_only(solve, logits, labels):
    """Right predictions were counted but not divided by the number of samples."""
    return float(_right(logits, labels)[0].sum())


def last_batch_only(solve, logits, labels):
    """Only the last batch was counted: set the counters to 0 before the loop, not in it."""
    return solve(logits[-1:], labels[-1:])


def first_batch_only(solve, logits, labels):
    """Only the first batch was counted: return after the loop, not in it."""
    return solve(logits[:1], labels[:1])


def leaves_out_last_batch(solve, logits, labels):
    """The last batch was left out. All samples count, also those of a short batch."""
    right, samples = _right(logits, labels)
    kept = max(len(samples) - 1, 1)
    return float(right[:kept].sum() / samples[:kept].sum())


def leaves_out_short_batch(solve, logits, labels):
    """A last batch that is short was left out. All samples count: nothing is dropped when a network is tested."""
    right, samples = _right(logits, labels)
    full = samples == samples[0]
    return float(right[full].sum() / samples[full].sum())


def error_rate(solve, logits, labels):
    """This is the share of wrong predictions: 1 - accuracy."""
    return 1.0 - solve(logits, labels)


def in_percent(solve, logits, labels):
    """This is in percent. Return the share, from 0 to 1."""
    return 100.0 * solve(logits, labels)


def smallest_logit(solve, logits, labels):
    """The class with the smallest logit was predicted: take the largest."""
    return solve([-batch for batch in logits], labels)


def largest_absolute_logit(solve, logits, labels):
    """The class with the largest absolute logit was predicted. -5 is less than 1: take the largest."""
    return solve([np.abs(batch) for batch in logits], labels)


def positive_logit(solve, logits, labels):
    """A prediction counted as right where the label's logit is positive. It has to be the largest of its sample."""
    hits = np.concatenate([batch[np.arange(len(row)), row] > 0 for batch, row in zip(logits, labels)])
    return float(hits.mean())


def argmax_over_samples(solve, logits, labels):
    """argmax went over the samples (axis 0). The classes of one sample compete: axis 1."""
    right = sum(np.sum(batch.argmax(axis=0) == classes) for batch, classes in zip(logits, labels))
    return float(right / sum(map(len, labels)))


def labels_from_one(solve, logits, labels):
    """The classes were counted from 1. They begin with 0, as argmax does."""
    return solve(logits, [row - 1 for row in labels])


def whole_division(solve, logits, labels):
    """The division was rounded down to a whole number: use /, not //."""
    right, samples = _right(logits, labels)
    return float(right.sum() // samples.sum())


def counts_only__int(solve, logits, labels):
    """Right predictions were counted but not divided by the number of samples."""
    return int(_right(logits, labels)[0].sum())


def leaves_out_last_batch__nothing_left(solve, logits, labels):
    """The last batch was left out, which may be the only one. All samples count, also those of a short batch."""
    right, samples = _right(logits[:-1], labels[:-1])
    return int(right.sum()) / int(samples.sum())


def leaves_out_last_batch__concatenated(solve, logits, labels):
    """The last batch was left out, which may be the only one. All samples count, also those of a short batch."""
    scores, classes = np.concatenate(logits[:-1]), np.concatenate(labels[:-1])
    return float((scores.argmax(axis=1) == classes).mean())


def argmax_over_samples__concatenated(solve, logits, labels):
    """argmax went over the samples (axis 0). The classes of one sample compete: axis 1."""
    scores, classes = np.concatenate(logits), np.concatenate(labels)
    return float((scores.argmax(axis=0) == classes).mean())


def whole_division__int(solve, logits, labels):
    """The division was rounded down to a whole number: use /, not //."""
    right, samples = _right(logits, labels)
    return int(right.sum() // samples.sum())


spec = Spec(
    solve=accuracy,
    torch=torch_accuracy,
    second=sample_by_sample,
    cases=cases,
    wrong=(
        counts_missing_samples,
        mean_of_batches,
        sum_of_batches,
        divides_by_batches,
        divides_by_one_batch,
        divides_by_one_batch__last,
        divides_by_classes,
        counts_only,
        counts_only__int,
        last_batch_only,
        first_batch_only,
        leaves_out_last_batch,
        leaves_out_last_batch__nothing_left,
        leaves_out_last_batch__concatenated,
        leaves_out_short_batch,
        error_rate,
        in_percent,
        smallest_logit,
        largest_absolute_logit,
        positive_logit,
        argmax_over_samples,
        argmax_over_samples__concatenated,
        labels_from_one,
        whole_division,
        whole_division__int,
    ),
    hints=(
        "Two numbers are all you need: how many samples were there, and how many of them were right?",
        "accuracy = (right predictions in all batches) / (samples in all batches); a prediction is the argmax over "
        "the classes, axis 1.",
        "Two counters, 0 before the loop; for each batch add np.sum(batch.argmax(axis=1) == classes) and "
        "len(classes); divide after the loop.",
    ),
    hints_for={
        "mean_of_batches": (
            "Two batches, 4 of 4 right and 0 of 1 right: which share of the samples is right?",
            "accuracy = all right predictions / all samples = 4 / 5 there.",
            "In the loop `right += np.sum(...)` and `samples += len(classes)`; after it `right / samples`.",
        ),
    },
    magnitude=magnitude,
)
