"""minibatches in three styles."""

import numpy as np


def slices(n, batch_size, rng, drop_last):
    order = rng.permutation(n)
    batches = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    if drop_last and n % batch_size != 0:
        batches = batches[:-1]
    return batches


def counted(n, batch_size, rng, drop_last):
    indices = np.arange(n)
    rng.shuffle(indices)
    if drop_last:
        count = n // batch_size
    else:
        count = int(np.ceil(n / batch_size))
    result = []
    for k in range(count):
        start = k * batch_size
        end = min(start + batch_size, n)
        result.append(indices[start:end])
    return result


def dealt(n, batch_size, rng, drop_last):
    rest = list(range(n))
    batches = []
    batch = []
    while rest:
        batch.append(rest.pop(int(rng.integers(len(rest)))))
        if len(batch) == batch_size:
            batches.append(np.array(batch))
            batch = []
    if batch and not drop_last:
        batches.append(np.array(batch))
    return batches


SLIPS = {
    "slices": [
        ("not_shuffled", "rng.permutation(n)", "np.arange(n)"),
        ("reversed_order", "rng.permutation(n)", "np.arange(n)[::-1]"),
        (
            "batches_shuffled",
            "order = rng.permutation(n)\n    batches = [order[i : i + batch_size] for i in range(0, n, batch_size)]",
            "order = np.arange(n)\n    batches = [order[i : i + batch_size] for i in rng.permutation(range(0, n, batch_size))]",
        ),
        (
            "shuffled_within",
            "order = rng.permutation(n)\n    batches = [order[i : i + batch_size] for i",
            "order = np.arange(n)\n    batches = [rng.permutation(order[i : i + batch_size]) for i",
        ),
        ("sorted_within", "[order[i : i + batch_size] for", "[np.sort(order[i : i + batch_size]) for"),
        ("with_replacement", "rng.permutation(n)", "rng.integers(0, n, n)"),
        ("with_replacement", "rng.permutation(n)", "rng.choice(n, n)"),
        (
            "batches_drawn_apart",
            "[order[i : i + batch_size] for",
            "[rng.choice(n, min(batch_size, n - i), replace=False) for",
        ),
        ("batches_drawn_apart", "[order[i : i + batch_size] for", "[rng.permutation(n)[:batch_size] for"),
        ("counts_from_one", "rng.permutation(n)", "rng.permutation(n) + 1"),
        ("counts_from_one", "rng.permutation(n)", "rng.permutation(np.arange(1, n + 1))"),
        ("loses_last_sample", "rng.permutation(n)", "rng.permutation(n - 1)"),
        ("always_drops", "if drop_last and n % batch_size != 0", "if n % batch_size != 0"),
        (
            "always_drops",
            "range(0, n, batch_size)]\n    if drop_last and n % batch_size != 0:\n        batches = batches[:-1]",
            "range(0, n - batch_size + 1, batch_size)]",
        ),
        ("never_drops", "    if drop_last and n % batch_size != 0:\n        batches = batches[:-1]\n", ""),
        ("drop_last_inverted", "if drop_last and", "if not drop_last and"),
        ("drops_a_full_batch", "if drop_last and n % batch_size != 0", "if drop_last"),
        ("own_generator", "rng.permutation", "np.random.default_rng(0).permutation"),
        ("own_generator", "rng.permutation", "np.random.default_rng().permutation"),
        ("global_generator", "rng.permutation", "np.random.permutation"),
        (
            "even_sizes",
            "[order[i : i + batch_size] for i in range(0, n, batch_size)]",
            "np.array_split(order, -(-n // batch_size))",
        ),
        (
            "splits_into_batch_size",
            "[order[i : i + batch_size] for i in range(0, n, batch_size)]",
            "np.array_split(order, batch_size)",
        ),
        (None, "range(0, n, batch_size)", "range(0, n)"),
        (None, "order[i : i + batch_size]", "order[i : i + batch_size - 1]"),
        (None, "order[i : i + batch_size]", "order[i:batch_size]"),
    ],
    "counted": [
        ("not_shuffled", "    rng.shuffle(indices)\n", ""),
        ("empty_batch", "int(np.ceil(n / batch_size))", "n // batch_size + 1"),
        ("always_drops", "int(np.ceil(n / batch_size))", "n // batch_size"),
        (
            "never_drops",
            "    if drop_last:\n        count = n // batch_size\n    else:\n        count = int(np.ceil(n / batch_size))",
            "    count = int(np.ceil(n / batch_size))",
        ),
        ("drop_last_inverted", "if drop_last:", "if not drop_last:"),
        (
            "drops_a_full_batch",
            "count = n // batch_size\n    else",
            "count = int(np.ceil(n / batch_size)) - 1\n    else",
        ),
        ("loses_last_sample", "np.arange(n)", "np.arange(n - 1)"),
        ("counts_from_one", "np.arange(n)", "np.arange(1, n + 1)"),
        ("global_generator", "rng.shuffle", "np.random.shuffle"),
        ("own_generator", "rng.shuffle", "np.random.default_rng(42).shuffle"),
        ("sorted_within", "result.append(indices[start:end])", "result.append(np.array(sorted(indices[start:end])))"),
        (
            "fills_up",
            "result.append(indices[start:end])",
            'result.append(np.take(indices, range(start, start + batch_size), mode="wrap"))',
        ),
        (
            "batches_drawn_apart",
            "    indices = np.arange(n)\n    rng.shuffle(indices)\n    if drop_last:\n        count = n // batch_size\n    else:\n        count = int(np.ceil(n / batch_size))\n    result = []\n    for k in range(count):\n        start = k * batch_size\n        end = min(start + batch_size, n)\n        result.append(indices[start:end])",
            "    if drop_last:\n        count = n // batch_size\n    else:\n        count = int(np.ceil(n / batch_size))\n    result = []\n    for k in range(count):\n        start = k * batch_size\n        end = min(start + batch_size, n)\n        result.append(rng.permutation(n)[: end - start])",
        ),
        ("with_replacement", "result.append(indices[start:end])", "result.append(rng.integers(0, n, end - start))"),
        (None, "k * batch_size", "k * (batch_size + 1)"),
        ("loses_last_sample", "min(start + batch_size, n)", "min(start + batch_size, n - 1)"),
        (None, "result.append(indices[start:end])", "result.append(indices[start : end + 1])"),
    ],
    "dealt": [
        ("never_drops", "if batch and not drop_last", "if batch"),
        ("always_drops", "    if batch and not drop_last:\n        batches.append(np.array(batch))\n", ""),
        ("drop_last_inverted", "not drop_last", "drop_last"),
        ("empty_batch", "if batch and not drop_last", "if not drop_last"),
        ("counts_from_one", "range(n)", "range(1, n + 1)"),
        ("loses_last_sample", "range(n)", "range(n - 1)"),
        ("not_shuffled", "int(rng.integers(len(rest)))", "0"),
        ("reversed_order", "int(rng.integers(len(rest)))", "-1"),
        ("global_generator", "rng.integers", "np.random.randint"),
        (
            "joins_rest",
            "    if batch and not drop_last:\n        batches.append(np.array(batch))",
            "    if batch and not drop_last:\n        batches[-1] = np.append(batches[-1], batch)",
        ),
        (None, "            batch = []\n    if", "    if"),
        (None, "len(batch) == batch_size", "len(batch) == batch_size + 1"),
        (None, "rng.integers(len(rest))", "rng.integers(len(rest)) // 2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
