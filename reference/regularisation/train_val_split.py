"""Training and validation data: disjoint, complete, drawn at random, class by class where there are labels."""

import math

import numpy as np

from grader import Case, Rng, Spec

from ._chance import hoeffding


def train_val_split(n, val_fraction, rng, labels=None):
    """Split the indices 0 ... n - 1 at random -> train, val, int arrays; of each class the same share, rounded down."""
    groups = [np.arange(n)] if labels is None else [np.flatnonzero(labels == c) for c in np.unique(labels)]
    train, val = [], []
    for indices in groups:
        indices = rng.permutation(indices)
        n_val = int(len(indices) * val_fraction)
        val.append(indices[:n_val])
        train.append(indices[n_val:])
    return np.concatenate(train), np.concatenate(val)


def second_train_val_split(n, val_fraction, rng, labels=None):
    """A lottery in plain Python: every sample draws a number, and the smallest numbers of each class win."""
    classes = [0] * n if labels is None else labels.tolist()
    numbers = rng.random(n)
    val = []
    for c in sorted(set(classes)):
        members = [i for i in range(n) if classes[i] == c]
        val += sorted(members, key=lambda i: numbers[i])[: math.floor(len(members) * val_fraction)]
    chosen = set(val)
    return np.array([i for i in range(n) if i not in chosen]), np.array(sorted(val), int)


def _members(n, labels):
    return [np.arange(n)] if labels is None else [np.flatnonzero(labels == c) for c in np.unique(labels)]


OTHER_SEEDS = 10


def drive(call, n, val_fraction, rng, labels):
    """Split twice from one seed, and from other seeds until the split is another one; without labels omit them."""
    rest = () if labels is None else (labels,)
    train, val = call(n, val_fraction, rng, *rest)
    if not isinstance(train, np.ndarray) or not isinstance(val, np.ndarray):
        raise TypeError("arrays are asked for")
    again = call(n, val_fraction, rng, *rest)
    others = (call(n, val_fraction, Rng(rng.seed + k + 1), *rest)[1] for k in range(OTHER_SEEDS))
    return (
        np.sort(np.concatenate([train, val])),
        np.array([np.isin(val, members).sum() for members in _members(n, labels)]),
        float(np.mean(val)) / (n - 1),
        bool(np.array_equal(again[0], train) and np.array_equal(again[1], val)),
        any(not np.array_equal(np.sort(other), np.sort(val)) for other in others),
    )


def law(n, val_fraction, rng, labels):
    """Every index once, the right number of each class, and the middle of val, from 0 to 1, where chance allows."""
    groups = _members(n, labels)
    counts = np.array([math.floor(len(members) * val_fraction) for members in groups])
    middle = sum(count * members.mean() for count, members in zip(counts, groups)) / counts.sum()
    # Drawn without replacement, class by class, the mean strays no farther than that of independent numbers would.
    return (
        (np.arange(n), None),
        (counts, None),
        (float(middle) / (n - 1), hoeffding(int(counts.sum()), 2)),
        (True, None),
        (True, None),
    )


def _case(rng, name, n, val_fraction, labels=None, hidden=False):
    args = {"n": n, "val_fraction": val_fraction, "rng": Rng(int(rng.integers(1, 10**6))), "labels": labels}
    return Case(name, args, hidden)


def cases(rng):
    """Small splits to be counted, and large ones in which chance has little room; fractions that are exact."""
    yield _case(rng, "20 samples, a quarter", 20, 0.25)
    yield _case(rng, "23 samples, three eighths: the number is rounded down", 23, 0.375)
    yield _case(rng, "3 classes, mixed", 24, 0.25, rng.permutation(np.repeat([0, 1, 2], [4, 7, 13])))
    yield _case(rng, "labels that are not 0, 1, 2", 19, 0.5, rng.permutation(np.repeat([7, -2, 30, 4], [9, 3, 5, 2])))
    yield _case(rng, "a class too small for validation", 15, 0.25, np.repeat([0, 1], [3, 12]))
    yield _case(rng, "4000 samples, a quarter", 4000, 0.25)
    yield _case(rng, "4000 samples sorted by class", 4000, 0.25, np.repeat([2, 0, 1], [500, 1700, 1800]))
    yield _case(rng, "sizes drawn anew", int(rng.integers(3000, 5000)), float(rng.choice([0.25, 0.75])), hidden=True)
    n = int(rng.integers(3000, 5000))
    yield _case(rng, "labels drawn anew", n, 0.375, rng.choice([1, 3, 8], n, p=[0.2, 0.3, 0.5]), hidden=True)


def ignores_labels(solve, n, val_fraction, rng, labels=None):
    """The labels were not used. Split each class by itself, so that val has its share of all of them."""
    return solve(n, val_fraction, rng)


def ignores_labels__end(solve, n, val_fraction, rng, labels=None):
    """The labels were not used. Split each class by itself, so that val has its share of all of them."""
    indices = rng.permutation(n)
    cut = n - math.floor(n * val_fraction)
    return indices[:cut], indices[cut:]


def rounds_up(solve, n, val_fraction, rng, labels=None):
    """The number for validation was rounded up. Round down: int(n_c * val_fraction)."""
    return _counted(n, val_fraction, rng, labels, math.ceil)


def rounds_to_nearest(solve, n, val_fraction, rng, labels=None):
    """The number for validation was rounded to the nearest int. Round down: int(n_c * val_fraction)."""
    return _counted(n, val_fraction, rng, labels, round)


def at_least_one(solve, n, val_fraction, rng, labels=None):
    """At least one sample of each class was taken for validation. The number is rounded down, to 0 where it must be."""
    return _counted(n, val_fraction, rng, labels, lambda share: max(1, math.floor(share)))


def same_number_of_each_class(solve, n, val_fraction, rng, labels=None):
    """Every class gave the same number to val. Each gives its own share: floor(n_c * val_fraction)."""
    groups = len(_members(n, labels))
    return _counted(n, val_fraction, rng, labels, lambda share: math.floor(n * val_fraction / groups))


def _counted(n, val_fraction, rng, labels, number):
    """A split with another number for validation."""
    train, val = [], []
    for members in _members(n, labels):
        members = rng.permutation(members)
        k = number(len(members) * val_fraction)
        val.append(members[:k])
        train.append(members[k:])
    return np.concatenate(train), np.concatenate(val)


def swaps_parts(solve, n, val_fraction, rng, labels=None):
    """The two parts are in the wrong order: return train, val."""
    return solve(n, val_fraction, rng, labels)[::-1]


def fraction_for_training(solve, n, val_fraction, rng, labels=None):
    """val_fraction was taken for the share of the training data. It is that of the validation data."""
    return solve(n, 1 - val_fraction, rng, labels)


def not_shuffled(solve, n, val_fraction, rng, labels=None):
    """The first indices were taken for validation. The data may be sorted: draw them with rng.permutation."""
    return _counted(n, val_fraction, _InOrder(1), labels, math.floor)


def not_shuffled__end(solve, n, val_fraction, rng, labels=None):
    """The last indices were taken for validation. The data may be sorted: draw them with rng.permutation."""
    return _counted(n, val_fraction, _InOrder(-1), labels, math.floor)


class _InOrder:
    """A generator that does not shuffle."""

    def __init__(self, step):
        self.step = step

    def permutation(self, indices):
        return indices[:: self.step]


def shuffles_without_labels(solve, n, val_fraction, rng, labels=None):
    """With labels the samples of a class were not shuffled, and its first ones taken. Shuffle each class, too."""
    if labels is None:
        return solve(n, val_fraction, rng)
    return _counted(n, val_fraction, _InOrder(1), labels, math.floor)


def draws_with_replacement(solve, n, val_fraction, rng, labels=None):
    """Indices were drawn with replacement, so some are in val twice. Use rng.permutation, or replace=False."""
    train, val = [], []
    for members in _members(n, labels):
        val.append(rng.choice(members, math.floor(len(members) * val_fraction)))
        train.append(np.setdiff1d(members, val[-1]))
    return np.concatenate(train), np.concatenate(val)


def draws_with_replacement__train_too(solve, n, val_fraction, rng, labels=None):
    """Both parts were drawn with replacement, so samples come twice or never. Use rng.permutation and cut it."""
    train, val = solve(n, val_fraction, rng, labels)
    return rng.choice(n, len(train)), rng.choice(n, len(val))


def train_is_everything(solve, n, val_fraction, rng, labels=None):
    """train has one element for every sample. It holds the indices of the training samples alone: not all, no mask."""
    return np.arange(n), solve(n, val_fraction, rng, labels)[1]


def shuffled_twice(solve, n, val_fraction, rng, labels=None):
    """The indices were shuffled anew for the second part, so the parts overlap. Shuffle once and cut in two."""
    return solve(n, val_fraction, rng, labels)[0], solve(n, val_fraction, rng, labels)[1]


def places_in_class(solve, n, val_fraction, rng, labels=None):
    """The indices count within each class. They must count within the data: index the class's own indices with them."""
    if labels is None:
        return solve(n, val_fraction, rng)
    parts = [solve(len(members), val_fraction, rng) for members in _members(n, labels)]
    return tuple(np.concatenate(part) for part in zip(*parts))


def counts_classes_from_zero(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to their number. They may be any ints: loop over np.unique(labels)."""
    if labels is None:
        return solve(n, val_fraction, rng)
    return _some_classes(solve, n, val_fraction, rng, labels, range(len(np.unique(labels))))


def counts_classes_from_zero__maximum(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to the largest. They may be any ints: loop over np.unique(labels)."""
    if labels is None:
        return solve(n, val_fraction, rng)
    return _some_classes(solve, n, val_fraction, rng, labels, range(labels.max() + 1))


def _some_classes(solve, n, val_fraction, rng, labels, classes):
    """The split of the samples whose labels are among the classes; the others are in no part."""
    known = np.flatnonzero(np.isin(labels, list(classes)))
    train, val = solve(len(known), val_fraction, rng, labels[known])
    return known[train], known[val]


def last_class_only(solve, n, val_fraction, rng, labels=None):
    """Only the last class is in the parts: add to a list in the loop, then np.concatenate."""
    if labels is None:
        return solve(n, val_fraction, rng)
    return _some_classes(solve, n, val_fraction, rng, labels, [labels.max()])


def returns_labels(solve, n, val_fraction, rng, labels=None):
    """The labels of the samples were returned. Return their indices."""
    train, val = solve(n, val_fraction, rng, labels)
    return (train, val) if labels is None else (labels[train], labels[val])


def train_is_everything__masks(solve, n, val_fraction, rng, labels=None):
    """train has one element for every sample. It holds the indices of the training samples alone: not all, no mask."""
    return tuple(np.isin(np.arange(n), part) for part in solve(n, val_fraction, rng, labels))


def returns_lists(solve, n, val_fraction, rng, labels=None):
    """Lists were returned. Make arrays of them: np.array(val, dtype=int)."""
    return tuple(part.tolist() for part in solve(n, val_fraction, rng, labels))


def coin_for_each_sample(solve, n, val_fraction, rng, labels=None):
    """A coin was tossed for each sample, so the number in val is left to chance. Shuffle, then cut at that number."""
    chosen = rng.random(n) < val_fraction
    return np.flatnonzero(~chosen), np.flatnonzero(chosen)


def own_seed(solve, n, val_fraction, rng, labels=None):
    """A generator with a seed of its own was used, so every split is the same. Draw from the rng that is given."""
    return solve(n, val_fraction, np.random.default_rng(0), labels)


def own_generator(solve, n, val_fraction, rng, labels=None):
    """A new generator was made, so no split can be had again. Draw from the rng that is given."""
    return solve(n, val_fraction, np.random.default_rng(), labels)


def global_generator(solve, n, val_fraction, rng, labels=None):
    """NumPy's global generator (np.random.permutation) was used. Draw from the rng that is given."""
    return solve(n, val_fraction, np.random, labels)


def shuffles_labels(solve, n, val_fraction, rng, labels=None):
    """labels was shuffled in place by rng.shuffle. Shuffle indices, and leave labels as it is."""
    found = solve(n, val_fraction, rng, labels)
    if labels is not None:
        labels[...] = np.sort(labels)[::-1]
    return found


def ignores_labels__chosen(solve, n, val_fraction, rng, labels=None):
    """The labels were not used. Split each class by itself, so that val has its share of all of them."""
    return _rest(n, rng.choice(n, math.floor(n * val_fraction), replace=False))


def draws_with_replacement__cut(solve, n, val_fraction, rng, labels=None):
    """The indices were drawn with replacement before they were cut, so some come twice. Use rng.permutation."""
    return _counted(n, val_fraction, _Lottery(rng), labels, math.floor)


class _Lottery:
    """A generator that draws with replacement instead of shuffling."""

    def __init__(self, rng):
        self.rng = rng

    def permutation(self, indices):
        return self.rng.choice(indices, len(indices))


def shuffled_twice__in_class(solve, n, val_fraction, rng, labels=None):
    """The indices were shuffled anew for the second part, so the parts overlap. Shuffle once and cut in two."""
    train, val = [], []
    for members in _members(n, labels):
        members = rng.permutation(members)
        k = math.floor(len(members) * val_fraction)
        val.append(members[:k])
        train.append(rng.permutation(members)[k:])
    return np.concatenate(train), np.concatenate(val)


def places_in_class__rest(solve, n, val_fraction, rng, labels=None):
    """The indices count within each class. They must count within the data: index the class's own indices with them."""
    return _rest(n, places_in_class(solve, n, val_fraction, rng, labels)[1])


def counts_classes_from_zero__empty(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to their number. They may be any ints: loop over np.unique(labels)."""
    return _with_missing(solve, n, val_fraction, rng, labels, lambda labels: len(np.unique(labels)))


def counts_classes_from_zero__rest(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to their number. They may be any ints: loop over np.unique(labels)."""
    return _rest(n, counts_classes_from_zero__empty(solve, n, val_fraction, rng, labels)[1])


def counts_classes_from_zero__maximum_empty(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to the largest. They may be any ints: loop over np.unique(labels)."""
    return _with_missing(solve, n, val_fraction, rng, labels, lambda labels: max(labels) + 1)


def counts_classes_from_zero__maximum_rest(solve, n, val_fraction, rng, labels=None):
    """The classes were taken for 0, 1, 2, ... up to the largest. They may be any ints: loop over np.unique(labels)."""
    return _rest(n, counts_classes_from_zero__maximum_empty(solve, n, val_fraction, rng, labels)[1])


def _with_missing(solve, n, val_fraction, rng, labels, count):
    """The split of classes 0, 1, 2, ..., of which some have no samples; the others are in no part."""
    if labels is None:
        return solve(n, val_fraction, rng)
    train, val = [], []
    for c in range(count(labels)):
        members = rng.permutation(np.flatnonzero(labels == c))
        k = math.floor(len(members) * val_fraction)
        val.append(members[:k])
        train.append(members[k:])
    return np.concatenate(train), np.concatenate(val)


def _rest(n, val):
    """All that is not in val as train."""
    return np.setdiff1d(np.arange(n), val), val


def last_class_only__rest(solve, n, val_fraction, rng, labels=None):
    """Only the last class is in val: add to a list in the loop, then np.concatenate."""
    if labels is None:
        return solve(n, val_fraction, rng)
    for c in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == c))
    return _rest(n, members[: math.floor(len(members) * val_fraction)])


def returns_labels__of_one_class(solve, n, val_fraction, rng, labels=None):
    """The labels of the samples were returned. Return their indices."""
    train, val = solve(n, val_fraction, rng, labels)
    labels = np.zeros(n, int) if labels is None else labels
    return labels[train], labels[val]


def returns_lists__with_labels(solve, n, val_fraction, rng, labels=None):
    """With labels lists were returned. Make arrays of them: np.array(val, dtype=int)."""
    parts = solve(n, val_fraction, rng, labels)
    return parts if labels is None else tuple(part.tolist() for part in parts)


def shuffles_labels__first(solve, n, val_fraction, rng, labels=None):
    """labels was shuffled in place by rng.shuffle. Shuffle indices, and leave labels as it is."""
    if labels is not None:
        rng.shuffle(labels)
    return solve(n, val_fraction, rng, labels)


spec = Spec(
    solve=train_val_split,
    second=second_train_val_split,
    cases=cases,
    drive=drive,
    law=law,
    outputs=("all_indices_sorted", "val_per_class", "middle_of_val", "same_seed_same_split", "other_seed_other_split"),
    results=("train", "val"),
    shapes={"labels": "n", "all_indices_sorted": "n", "val_per_class": "class"},
    wrong=(
        ignores_labels,
        ignores_labels__end,
        ignores_labels__chosen,
        rounds_up,
        rounds_to_nearest,
        at_least_one,
        same_number_of_each_class,
        swaps_parts,
        fraction_for_training,
        not_shuffled,
        not_shuffled__end,
        shuffles_without_labels,
        draws_with_replacement,
        draws_with_replacement__train_too,
        draws_with_replacement__cut,
        train_is_everything,
        shuffled_twice,
        shuffled_twice__in_class,
        places_in_class,
        places_in_class__rest,
        counts_classes_from_zero,
        counts_classes_from_zero__maximum,
        counts_classes_from_zero__empty,
        counts_classes_from_zero__rest,
        counts_classes_from_zero__maximum_empty,
        counts_classes_from_zero__maximum_rest,
        last_class_only,
        last_class_only__rest,
        returns_labels,
        returns_labels__of_one_class,
        train_is_everything__masks,
        returns_lists,
        returns_lists__with_labels,
        coin_for_each_sample,
        own_seed,
        own_generator,
        global_generator,
        shuffles_labels,
        shuffles_labels__first,
    ),
    hints=(
        "Take a pack of numbered cards. How do you deal some of them to val so that none is dealt twice? And if the "
        "cards have colours, and val must have its share of each?",
        "Shuffle the indices of a class; the first floor(n_c * val_fraction) go to val, the others to train. Without "
        "labels all samples are one class.",
        "For each class c of np.unique(labels): indices = rng.permutation(np.flatnonzero(labels == c)), cut it at "
        "int(len(indices) * val_fraction), and collect both parts. np.concatenate them at the end.",
    ),
    hints_for={
        "places_in_class": (
            "A class stands at the places 3, 7 and 8. Which numbers does `rng.permutation(3)` give?",
            "0, 1 and 2 are places within the class. Shuffle the indices of the class themselves.",
            "`indices = rng.permutation(np.flatnonzero(labels == c))`.",
        ),
        "counts_classes_from_zero": (
            "Which classes does your loop visit when the labels are 7, -2 and 30?",
            "np.unique(labels) gives each class that occurs, once.",
            "`for c in np.unique(labels):`",
        ),
    },
)
