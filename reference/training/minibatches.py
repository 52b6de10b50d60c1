"""Mini-batches: a random order, cut into pieces."""

import numpy as np

from grader import Case, Rng, Spec

from .._chance import frequency

MANY = 1000
"""From how many samples on chance is judged. With fewer, chance itself may give any order."""

RUN = 6
"""How many indices in a row must not stand as before: of n samples, chance lets it happen about once in n**4 orders."""


def minibatches(n, batch_size, rng, drop_last):
    """The indices 0 to n - 1 in random order, as a list of arrays (batch_size,), the last one possibly shorter."""
    order = rng.permutation(n)
    batches = [order[start : start + batch_size] for start in range(0, n, batch_size)]
    if drop_last and batches and len(batches[-1]) < batch_size:
        batches.pop()
    return batches


def by_sorting(n, batch_size, rng, drop_last):
    """Sort random numbers, which shuffles what stands beside them; then split."""
    order = np.argsort(rng.random(n))
    kept = n - n % batch_size if drop_last else n
    return np.array_split(order[:kept], range(batch_size, kept, batch_size)) if kept else []


def drive(call, n, batch_size, rng, drop_last):
    """Ask for two epochs from equal generators, and one from another; judge the order of all indices."""
    batches, again, other = (call(n, batch_size, seed, drop_last) for seed in (rng, rng, Rng(rng.seed + 1)))
    flat, flat_again, flat_other = (np.concatenate([[], *epoch]) for epoch in (batches, again, other))
    kinds = all(isinstance(batch, np.ndarray) and batch.dtype.kind in "iu" and batch.ndim == 1 for batch in batches)
    early = flat[: len(flat) // 2]
    return (
        bool(kinds and isinstance(batches, list)),
        tuple(len(batch) for batch in batches),
        bool(((flat >= 0) & (flat < n)).all()),
        len(np.unique(flat)) == len(flat),
        _longest_run(flat) < RUN,
        _share(flat[0 : len(flat) - 1 : 2] < flat[1::2]),
        _share(early < n / 2),
        np.array_equal(flat, flat_again),
        not np.array_equal(flat, flat_other),
    )


def _share(hits):
    return float(hits.mean()) if hits.size else 0.0


def _longest_run(flat):
    """How many indices stand in a row that differ by one each, upwards."""
    longest = run = 1
    for step in np.diff(flat):
        run = run + 1 if step == 1 else 1
        longest = max(longest, run)
    return longest


def law(n, batch_size, rng, drop_last):
    """The sizes by arithmetic; chance where there are enough samples to judge it."""
    full, rest = divmod(n, batch_size)
    sizes = (batch_size,) * full + ((rest,) if rest and not drop_last else ())
    count = sum(sizes)
    half = (n + 1) // 2  # how many indices lie below n / 2
    run, ascending, early, other = [(..., None)] * 4
    if n >= MANY:
        run = other = True, None
        # Pairs side by side are independent; the first half of the order is a sample without replacement.
        ascending, early = frequency(1 / 2, count // 2), frequency(half / n, count // 2)
    exact = True, None
    return exact, (sizes, None), exact, exact, run, ascending, early, exact, other


NAMES = ("n", "batch_size", "rng", "drop_last")


def cases(rng):
    """Small epochs whose sizes can be counted, the three ways to learn, and long epochs that show the order."""
    for name, n, batch_size, drop_last, hidden in [
        ("10 samples, 4 at a time", 10, 4, False, False),
        ("10 samples, 4 at a time, drop_last", 10, 4, True, False),
        ("12 samples, 4 at a time, drop_last: all are full", 12, 4, True, False),
        ("online learning: one at a time", 7, 1, False, False),
        ("batch learning: all at once", 11, 11, False, False),
        ("fewer samples than a batch holds", 9, 12, False, False),
        ("fewer samples than a batch holds, drop_last", 9, 12, True, False),
        ("4003 samples, 50 at a time", 4003, 50, False, False),
        ("5000 samples, 64 at a time, drop_last", 5000, 64, True, False),
        ("numbers drawn anew", int(rng.integers(20, 60)), int(rng.integers(3, 9)), False, True),
        ("numbers drawn anew, many", int(rng.integers(4000, 5000)), int(rng.integers(20, 80)), True, True),
    ]:
        yield Case(name, dict(zip(NAMES, (n, batch_size, Rng(int(rng.integers(10**6))), drop_last))), hidden)


def _cut(order, batch_size, drop_last):
    """An order cut into batches."""
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    return [batch for batch in batches if len(batch) == batch_size or not drop_last]


# The order


def not_shuffled(solve, n, batch_size, rng, drop_last):
    """The samples come in their old order. Shuffle them: rng.permutation(n)."""
    return _cut(np.arange(n), batch_size, drop_last)


def reversed_order(solve, n, batch_size, rng, drop_last):
    """The samples come in reverse order. Shuffle them: rng.permutation(n)."""
    return _cut(np.arange(n)[::-1], batch_size, drop_last)


def batches_shuffled(solve, n, batch_size, rng, drop_last):
    """Only the batches were shuffled, so neighbours stay together. Shuffle the samples, then cut."""
    batches = _cut(np.arange(n), batch_size, drop_last)
    full = [batch for batch in batches if len(batch) == batch_size]
    return [full[i] for i in rng.permutation(len(full))] + batches[len(full) :]


def batches_shuffled__all(solve, n, batch_size, rng, drop_last):
    """Only the batches were shuffled, so neighbours stay together. Shuffle the samples, then cut."""
    batches = _cut(np.arange(n), batch_size, drop_last)
    return [batches[i] for i in rng.permutation(len(batches))]


def shuffled_within(solve, n, batch_size, rng, drop_last):
    """The samples were shuffled within their batch only, so a batch has the same samples in every epoch."""
    return [rng.permutation(batch) for batch in _cut(np.arange(n), batch_size, drop_last)]


def sorted_within(solve, n, batch_size, rng, drop_last):
    """The indices of each batch were sorted. All orders should be equally likely: leave them as they were drawn."""
    return [np.sort(batch) for batch in solve(n, batch_size, rng, drop_last)]


def with_replacement(solve, n, batch_size, rng, drop_last):
    """Indices were drawn with replacement: some come twice and others never. An epoch shows every sample once."""
    return _cut(rng.integers(0, n, n), batch_size, drop_last)


def batches_drawn_apart(solve, n, batch_size, rng, drop_last):
    """Each batch was drawn from all samples, so some come again and others never. Shuffle once, then cut."""
    sizes = [len(batch) for batch in solve(n, batch_size, rng, drop_last)]
    return [rng.choice(n, size, replace=False) for size in sizes]


def counts_from_one(solve, n, batch_size, rng, drop_last):
    """The indices go from 1 to n. They go from 0 to n - 1."""
    return [batch + 1 for batch in solve(n, batch_size, rng, drop_last)]


def loses_last_sample(solve, n, batch_size, rng, drop_last):
    """The last sample never comes: the indices go from 0 to n - 1, which is range(n)."""
    return solve(n - 1, batch_size, rng, drop_last)


# The sizes


def always_drops(solve, n, batch_size, rng, drop_last):
    """The last batch is missing though drop_last is False: there are ceil(n / batch_size), not n // batch_size."""
    return solve(n, batch_size, rng, True)


def never_drops(solve, n, batch_size, rng, drop_last):
    """A last batch that is not full was kept though drop_last is True: leave it out."""
    return solve(n, batch_size, rng, False)


def drop_last_inverted(solve, n, batch_size, rng, drop_last):
    """drop_last has the opposite effect: True leaves a last batch out that is not full, False keeps it."""
    return solve(n, batch_size, rng, not drop_last)


def drops_a_full_batch(solve, n, batch_size, rng, drop_last):
    """With drop_last a batch was left out though it was full. Only one that is not full is left out."""
    batches = solve(n, batch_size, rng, False)
    return batches[:-1] if drop_last else batches


def empty_batch(solve, n, batch_size, rng, drop_last):
    """There is an empty batch at the end: n // batch_size + 1 is one too many where batch_size divides n."""
    batches = solve(n, batch_size, rng, drop_last)
    return [*batches, np.zeros(0, int)] if n % batch_size == 0 else batches


def empty_batch__with_drop_last(solve, n, batch_size, rng, drop_last):
    """There is an empty batch at the end: n // batch_size + 1 is one too many where batch_size divides n."""
    batches = solve(n, batch_size, rng, drop_last)
    return [*batches, np.zeros(0, int)] if n % batch_size == 0 and not drop_last else batches


def fills_up(solve, n, batch_size, rng, drop_last):
    """The last batch was filled up with samples from the beginning, which then come twice. It may be shorter."""
    order = rng.permutation(n)
    if not drop_last:
        order = np.concatenate([order, order[: -n % batch_size]])
    return _cut(order, batch_size, True)


def joins_rest(solve, n, batch_size, rng, drop_last):
    """The last samples were added to the batch before. They make a shorter batch of their own."""
    batches = solve(n, batch_size, rng, drop_last)
    if len(batches) > 1 and len(batches[-1]) < batch_size:
        batches = [*batches[:-2], np.concatenate(batches[-2:])]
    return batches


def even_sizes(solve, n, batch_size, rng, drop_last):
    """The batches were made equally large, by np.array_split(order, count). All but the last have batch_size."""
    order = rng.permutation(n)
    count = n // batch_size if drop_last else -(-n // batch_size)
    return np.array_split(order[: count * batch_size], count) if count else []


def splits_into_batch_size(solve, n, batch_size, rng, drop_last):
    """batch_size was taken for the number of batches. It is the number of samples in each."""
    return np.array_split(rng.permutation(n), batch_size)


# Where the numbers come from


def own_generator(solve, n, batch_size, rng, drop_last):
    """A generator of its own was used, always with the same seed. Draw from rng."""
    return solve(n, batch_size, np.random.default_rng(0), drop_last)


def own_generator__unseeded(solve, n, batch_size, rng, drop_last):
    """A generator of its own was used, so the same rng gives another order the next time. Draw from rng."""
    return solve(n, batch_size, np.random.default_rng(), drop_last)


def global_generator(solve, n, batch_size, rng, drop_last):
    """NumPy's global generator was used: draw from rng, by rng.permutation."""
    return _cut(np.random.permutation(n), batch_size, drop_last)


def batches_shuffled__then_dropped(solve, n, batch_size, rng, drop_last):
    """Only the batches were shuffled, so neighbours stay together. Shuffle the samples, then cut."""
    return _dropped(batches_shuffled__all(solve, n, batch_size, rng, False), n, batch_size, drop_last)


def batches_drawn_apart__full(solve, n, batch_size, rng, drop_last):
    """Each batch was drawn from all samples, so some come again and others never. Shuffle once, then cut."""
    batches = [rng.permutation(n)[:batch_size] for _ in range(0, n, batch_size)]
    return _dropped(batches, n, batch_size, drop_last)


def batches_drawn_apart__permutations(solve, n, batch_size, rng, drop_last):
    """Each batch was drawn from all samples, so some come again and others never. Shuffle once, then cut."""
    return [rng.permutation(n)[: len(batch)] for batch in _cut(np.arange(n), batch_size, drop_last)]


def loses_last_sample__after_counting(solve, n, batch_size, rng, drop_last):
    """The last sample never comes: the indices go from 0 to n - 1, which is range(n)."""
    return _slices(rng.permutation(n - 1), n, batch_size, drop_last)


def loses_last_sample__of_order(solve, n, batch_size, rng, drop_last):
    """The last sample of the order never comes: the end of a slice is n, not n - 1."""
    return _slices(rng.permutation(n)[:-1], n, batch_size, drop_last)


def even_sizes__then_dropped(solve, n, batch_size, rng, drop_last):
    """The batches were made equally large, by np.array_split(order, count). All but the last have batch_size."""
    return _dropped(np.array_split(rng.permutation(n), -(-n // batch_size)), n, batch_size, drop_last)


def splits_into_batch_size__then_dropped(solve, n, batch_size, rng, drop_last):
    """batch_size was taken for the number of batches. It is the number of samples in each."""
    return _dropped(np.array_split(rng.permutation(n), batch_size), n, batch_size, drop_last)


def _slices(order, n, batch_size, drop_last):
    """As many slices as n samples need, of an order that may hold fewer."""
    return _dropped([order[start : start + batch_size] for start in range(0, n, batch_size)], n, batch_size, drop_last)


def _dropped(batches, n, batch_size, drop_last):
    """Without the last batch, where that should not be full."""
    return batches[:-1] if drop_last and n % batch_size else batches


def joins_rest__or_fails(solve, n, batch_size, rng, drop_last):
    """The last samples were added to the batch before, if there is one. They make a shorter batch of their own."""
    batches = joins_rest(solve, n, batch_size, rng, drop_last)
    if n < batch_size and not drop_last:
        raise IndexError("list index out of range")
    return batches


spec = Spec(
    solve=minibatches,
    second=by_sorting,
    cases=cases,
    drive=drive,
    law=law,
    outputs=(
        "list_of_int_arrays",
        "batch_sizes",
        "indices_of_samples",
        "no_index_twice",
        "old_order_gone",
        "neighbours_ascending",
        "early_from_first_half",
        "same_seed_same_order",
        "other_seed_other_order",
    ),
    results=("batches",),
    wrong=(
        not_shuffled,
        reversed_order,
        batches_shuffled,
        batches_shuffled__all,
        batches_shuffled__then_dropped,
        shuffled_within,
        sorted_within,
        with_replacement,
        batches_drawn_apart,
        batches_drawn_apart__full,
        batches_drawn_apart__permutations,
        counts_from_one,
        loses_last_sample,
        loses_last_sample__after_counting,
        loses_last_sample__of_order,
        always_drops,
        never_drops,
        drop_last_inverted,
        drops_a_full_batch,
        empty_batch,
        empty_batch__with_drop_last,
        fills_up,
        joins_rest,
        joins_rest__or_fails,
        even_sizes,
        even_sizes__then_dropped,
        splits_into_batch_size,
        splits_into_batch_size__then_dropped,
        own_generator,
        own_generator__unseeded,
        global_generator,
    ),
    hints=(
        "Think of a pack of cards: shuffle all of it once, then deal. How many cards are left for the last batch?",
        "order = a random permutation of 0 to n - 1; batch number i has order[i * batch_size : (i + 1) * batch_size].",
        "rng.permutation(n), then a list of slices for start in range(0, n, batch_size): a slice beyond the end is "
        "simply shorter. With drop_last, keep the slices that are full.",
    ),
    hints_for={
        "batches_shuffled": (
            "Sample 0 and sample 1: can they ever be in different batches?",
            "First a random order of all samples, then pieces of that order.",
            "`order = rng.permutation(n)`, then slices `order[start : start + batch_size]`.",
        ),
        "empty_batch": (
            "How many batches of 4 are there for 12 samples? And for 13?",
            "Without drop_last there are ceil(n / batch_size) batches.",
            "`for start in range(0, n, batch_size)` counts them by itself.",
        ),
    },
)
