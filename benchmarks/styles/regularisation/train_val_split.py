"""train_val_split in three styles."""

import math

import numpy as np


def classes_collected(n, val_fraction, rng, labels=None):
    if labels is None:
        labels = np.zeros(n, dtype=int)
    train, val = [], []
    for c in np.unique(labels):
        indices = np.where(labels == c)[0]
        rng.shuffle(indices)
        k = int(len(indices) * val_fraction)
        val.append(indices[:k])
        train.append(indices[k:])
    return np.concatenate(train), np.concatenate(val)


def two_cases(n, val_fraction, rng, labels=None):
    if labels is None:
        order = rng.permutation(n)
        n_val = math.floor(n * val_fraction)
        return order[n_val:], order[:n_val]
    val = []
    for label in sorted(set(labels)):
        members = np.flatnonzero(labels == label)
        members = rng.permutation(members)
        count = math.floor(len(members) * val_fraction)
        val.extend(members[:count])
    val = np.array(val, dtype=int)
    train = np.setdiff1d(np.arange(n), val)
    return train, val


def mask(n, val_fraction, rng, labels=None):
    in_val = np.zeros(n, dtype=bool)
    if labels is None:
        size = int(np.floor(n * val_fraction))
        in_val[rng.choice(n, size, replace=False)] = True
    else:
        for c in np.unique(labels):
            of_class = np.nonzero(labels == c)[0]
            size = int(np.floor(of_class.size * val_fraction))
            in_val[rng.choice(of_class, size, replace=False)] = True
    everything = np.arange(n)
    return everything[~in_val], everything[in_val]


SLIPS = {
    "classes_collected": [
        ("ignores_labels", "    if labels is None:\n        labels", "    labels"),
        ("rounds_up", "int(len(indices) * val_fraction)", "int(np.ceil(len(indices) * val_fraction))"),
        ("rounds_to_nearest", "int(len", "round(len"),
        ("at_least_one", "int(len(indices) * val_fraction)", "max(1, int(len(indices) * val_fraction))"),
        (
            "same_number_of_each_class",
            "int(len(indices) * val_fraction)",
            "int(n * val_fraction / len(np.unique(labels)))",
        ),
        (
            "swaps_parts",
            "return np.concatenate(train), np.concatenate(val)",
            "return np.concatenate(val), np.concatenate(train)",
        ),
        ("fraction_for_training", "indices) * val_fraction", "indices) * (1 - val_fraction)"),
        (
            "swaps_parts",
            "val.append(indices[:k])\n        train.append(indices[k:])",
            "train.append(indices[:k])\n        val.append(indices[k:])",
        ),
        ("not_shuffled", "        rng.shuffle(indices)\n", ""),
        (
            "not_shuffled",
            "        rng.shuffle(indices)\n        k = int(len(indices) * val_fraction)\n        val.append(indices[:k])\n        train.append(indices[k:])",
            "        k = len(indices) - int(len(indices) * val_fraction)\n        train.append(indices[:k])\n        val.append(indices[k:])",
        ),
        ("draws_with_replacement", "rng.shuffle(indices)", "indices = rng.choice(indices, len(indices))"),
        ("shuffled_twice", "train.append(indices[k:])", "train.append(rng.permutation(indices)[k:])"),
        ("places_in_class", "rng.shuffle(indices)", "indices = rng.permutation(len(indices))"),
        ("counts_classes_from_zero", "np.unique(labels)", "range(len(np.unique(labels)))"),
        ("counts_classes_from_zero", "np.unique(labels)", "range(labels.max() + 1)"),
        (
            "last_class_only",
            "val.append(indices[:k])\n        train.append(indices[k:])",
            "val = [indices[:k]]\n        train = [indices[k:]]",
        ),
        (
            "returns_labels",
            "return np.concatenate(train), np.concatenate(val)",
            "return labels[np.concatenate(train)], labels[np.concatenate(val)]",
        ),
        ("own_seed", "rng.shuffle", "np.random.default_rng(0).shuffle"),
        ("own_generator", "rng.shuffle", "np.random.default_rng().shuffle"),
        ("global_generator", "rng.shuffle", "np.random.shuffle"),
        ("train_is_everything", "train.append(indices[k:])", "train.append(indices)"),
        (
            "returns_lists",
            "return np.concatenate(train), np.concatenate(val)",
            "return list(np.concatenate(train)), list(np.concatenate(val))",
        ),
        (None, "indices[k:]", "indices[k + 1 :]"),
        (None, "== c)[0]", "!= c)[0]"),
        (None, "int(len(indices) * val_fraction)", "int(len(indices) * val_fraction) + 1"),
        (None, "val.append(indices[:k])", "val.append(indices[: k - 1])"),
    ],
    "two_cases": [
        ("ignores_labels", "if labels is None:", "if True:"),
        (
            "rounds_up",
            "math.floor(n * val_fraction)\n        return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.floor(",
            "math.ceil(n * val_fraction)\n        return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.ceil(",
        ),
        (
            "not_shuffled",
            "rng.permutation(n)\n        n_val = math.floor(n * val_fraction)\n        return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)",
            "np.arange(n)\n        n_val = math.floor(n * val_fraction)\n        return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)",
        ),
        ("shuffles_without_labels", "        members = rng.permutation(members)\n", ""),
        ("places_in_class", "rng.permutation(members)", "rng.permutation(len(members))"),
        ("counts_classes_from_zero", "sorted(set(labels))", "range(len(set(labels)))"),
        ("counts_classes_from_zero", "sorted(set(labels))", "range(max(labels) + 1)"),
        ("shuffles_labels", "val = []\n", "val = []\n    rng.shuffle(labels)\n"),
        (
            "swaps_parts",
            "return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.floor(len(members) * val_fraction)\n        val.extend(members[:count])\n    val = np.array(val, dtype=int)\n    train = np.setdiff1d(np.arange(n), val)\n    return train, val",
            "return order[:n_val], order[n_val:]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.floor(len(members) * val_fraction)\n        val.extend(members[:count])\n    val = np.array(val, dtype=int)\n    train = np.setdiff1d(np.arange(n), val)\n    return val, train",
        ),
        ("last_class_only", "val.extend(members[:count])", "val = list(members[:count])"),
        (
            "train_is_everything",
            "return order[n_val:], order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.floor(len(members) * val_fraction)\n        val.extend(members[:count])\n    val = np.array(val, dtype=int)\n    train = np.setdiff1d(np.arange(n), val)",
            "return order, order[:n_val]\n    val = []\n    for label in sorted(set(labels)):\n        members = np.flatnonzero(labels == label)\n        members = rng.permutation(members)\n        count = math.floor(len(members) * val_fraction)\n        val.extend(members[:count])\n    val = np.array(val, dtype=int)\n    train = np.arange(n)",
        ),
        (
            "returns_lists",
            "    val = np.array(val, dtype=int)\n    train = np.setdiff1d(np.arange(n), val)",
            "    train = [i for i in range(n) if i not in val]",
        ),
        (
            "same_number_of_each_class",
            "math.floor(len(members) * val_fraction)",
            "math.floor(n * val_fraction) // len(set(labels))",
        ),
        (None, "order[n_val:], order[:n_val]", "order[n_val:], order[n_val:]"),
    ],
    "mask": [
        (
            "draws_with_replacement",
            "rng.choice(n, size, replace=False)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.floor(of_class.size * val_fraction))\n            in_val[rng.choice(of_class, size, replace=False)]",
            "rng.choice(n, size)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.floor(of_class.size * val_fraction))\n            in_val[rng.choice(of_class, size)]",
        ),
        ("train_is_everything", "return everything[~in_val], everything[in_val]", "return ~in_val, in_val"),
        (
            "swaps_parts",
            "return everything[~in_val], everything[in_val]",
            "return everything[in_val], everything[~in_val]",
        ),
        (
            "coin_for_each_sample",
            "    in_val = np.zeros(n, dtype=bool)\n",
            "    in_val = rng.random(n) < val_fraction\n    return np.arange(n)[~in_val], np.arange(n)[in_val]\n",
        ),
        (
            "rounds_up",
            "np.floor(n * val_fraction))\n        in_val[rng.choice(n, size, replace=False)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.floor(",
            "np.ceil(n * val_fraction))\n        in_val[rng.choice(n, size, replace=False)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.ceil(",
        ),
        (
            "places_in_class",
            "rng.choice(of_class, size, replace=False)",
            "rng.choice(of_class.size, size, replace=False)",
        ),
        ("counts_classes_from_zero", "np.unique(labels)", "range(labels.max() + 1)"),
        ("ignores_labels", "if labels is None:", "if len(in_val) == n:"),
        (
            "global_generator",
            "rng.choice(n, size, replace=False)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.floor(of_class.size * val_fraction))\n            in_val[rng",
            "np.random.choice(n, size, replace=False)] = True\n    else:\n        for c in np.unique(labels):\n            of_class = np.nonzero(labels == c)[0]\n            size = int(np.floor(of_class.size * val_fraction))\n            in_val[np.random",
        ),
        ("shuffles_without_labels", "rng.choice(of_class, size, replace=False)", "of_class[:size]"),
        (
            "at_least_one",
            "size = int(np.floor(of_class.size * val_fraction))",
            "size = max(1, int(np.floor(of_class.size * val_fraction)))",
        ),
        (None, "everything = np.arange(n)", "everything = np.arange(1, n + 1)"),
        (None, "of_class.size * val_fraction", "of_class.size * val_fraction / 2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
