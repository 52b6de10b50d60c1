"""What the two forms of dropout share: how they are played, their cases, and the misconceptions about the mask.

The references draw by ``rng.random(x.shape) >= p``. A wrong mask is therefore written as other numbers in place of
those drawn: ``Drawn`` hands them over.
"""

import numpy as np

from grader import Case, Rng

from ._chance import STATISTICS, laws, statistics

OUTPUTS = STATISTICS
RESULTS = ("out", "mask")


class Drawn:
    """A generator that draws what it was given."""

    def __init__(self, numbers, shape=None):
        self.numbers = np.broadcast_to(numbers, np.shape(numbers) if shape is None else shape)

    def random(self, shape=None):
        """The numbers, whatever shape is asked for."""
        return self.numbers.copy()


class Mirrored:
    """A generator whose numbers u come as 1 - u, for those who keep what lies below 1 - p."""

    def __init__(self, rng):
        self.rng = rng

    def random(self, shape=None):
        """1 - u for the numbers of the generator."""
        return 1 - self.rng.random(shape)


class Binomial:
    """A generator for those who draw zeros and ones: 2 with probability 1 - p, else 0."""

    def __init__(self, rng, p):
        self.rng, self.p = rng, p

    def random(self, shape=None):
        """At least p where the binomial distribution gave a one."""
        return 2.0 * self.rng.binomial(1, 1 - self.p, shape)


def played(scale):
    """The drive and the law of a dropout whose factor on what is kept is ``scale(p, train)``."""

    def drive(call, x, p, rng, train):
        keep = 1 - p if train else 1.0
        out, mask = call(x, p, rng, train)
        again = call(x, p, rng, train)
        other = call(x, p, Rng(rng.seed + 1), train)
        same = bool((again[0] == out).all() and (again[1] == mask).all())
        return *statistics(out / x, mask, keep, scale(p, train)), same, bool((other[0] != out).any())

    def law(x, p, rng, train):
        return laws(x.shape, 1 - p, scale(p, train), train)

    return drive, law


def away_from_zero(rng, *shape):
    """Numbers in which a zero can only come from dropping."""
    return rng.choice([-1.0, 1.0], shape) * rng.integers(8, 65, shape) / 16


def _case(rng, name, shape, p, train, hidden=False):
    x = away_from_zero(rng, *shape)
    if "not contiguous" in name:
        x = np.asfortranarray(x)
    return Case(name, {"x": x, "p": p, "rng": Rng(int(rng.integers(1, 10**6))), "train": train}, hidden)


def cases(rng):
    """Large batches, so that chance has little room; never p = 0.5, at which keeping and dropping look alike."""
    yield _case(rng, "110 features, p = 0.6, training", (90, 110), 0.6, True)
    yield _case(rng, "70 features, p = 0.1, training", (130, 70), 0.1, True)
    yield _case(rng, "images, p = 0.4, training, not contiguous", (8, 6, 14, 16), 0.4, True)
    yield _case(rng, "features, evaluation", (4, 5), 0.6, False)
    yield _case(rng, "images, evaluation", (2, 3, 4, 5), 0.1, False)
    shape = [int(n) for n in rng.integers([100, 90], [120, 110])]
    yield _case(rng, "sizes drawn anew, training", shape, float(rng.choice([0.2, 0.3, 0.7])), True, hidden=True)
    shape = [int(n) for n in rng.integers([6, 5, 12, 15], [8, 8, 14, 18])]
    train = bool(rng.integers(2))
    yield _case(rng, "images, sizes drawn anew", shape, float(rng.choice([0.25, 0.35, 0.65])), train, hidden=True)


# The mask


def swaps_keep_and_drop(solve, x, p, rng, train):
    """Elements were kept with probability p. They are dropped with probability p: keep where rng.random() >= p."""
    return solve(x, p, Drawn(2 * p - rng.random(x.shape)), train)  # at least p where the number drawn is at most p


def swaps_keep_and_drop__scale_too(solve, x, p, rng, train):
    """p was taken for the probability to keep. It is the probability to drop; 1 - p is the probability to keep."""
    return solve(x, 1 - p, rng, train)


def swaps_keep_and_drop__mask_scaled(solve, x, p, rng, train):
    """p was taken for the probability to keep: it is that to drop. And the mask holds True and False, not the scale."""
    out, mask = solve(x, 1 - p, rng, train)
    return out, (mask * out / x if train else mask)


def mask_from_randn(solve, x, p, rng, train):
    """The mask was drawn from the normal distribution. Draw from the uniform one: rng.random(x.shape)."""
    return solve(x, p, Drawn(rng.standard_normal(x.shape)), train)


def mask_from_randn__below(solve, x, p, rng, train):
    """The mask was drawn from the normal distribution. Draw from the uniform one: rng.random(x.shape)."""
    return solve(x, p, Drawn(1 - rng.standard_normal(x.shape)), train)  # kept where it is below 1 - p


def mask_from_randn__below_p(solve, x, p, rng, train):
    """The mask was drawn from the normal distribution, and kept below p. Keep where rng.random(x.shape) >= p."""
    return solve(x, p, Drawn(2 * p - rng.standard_normal(x.shape)), train)


def always_half(solve, x, p, rng, train):
    """Half of the elements were kept, whatever p is. Compare the numbers drawn with p."""
    return solve(x, p, Drawn(np.where(rng.random(x.shape) >= 0.5, 2.0, -1.0)), train)


def draws_with_replacement(solve, x, p, rng, train):
    """The places to drop were drawn with replacement, so some came twice, and too few were dropped."""
    numbers = np.full(x.size, 2.0)
    numbers[rng.integers(0, x.size, int(p * x.size))] = -1
    return solve(x, p, Drawn(numbers.reshape(x.shape)), train)


def one_draw_for_all(solve, x, p, rng, train):
    """One number was drawn for the whole array, so all is kept or all is dropped. Draw one for every element."""
    return solve(x, p, Drawn(np.full(x.shape, rng.random())), train)


def one_draw_for_all__below(solve, x, p, rng, train):
    """One number was drawn for the whole array, so all is kept or all is dropped. Draw one for every element."""
    return one_draw_for_all(solve, x, p, Mirrored(rng), train)


def same_for_every_sample(solve, x, p, rng, train):
    """One mask was used for all samples of the batch. Draw a number for every element: rng.random(x.shape)."""
    return solve(x, p, Drawn(rng.random(x.shape[1:]), x.shape), train)


def same_for_every_sample__below(solve, x, p, rng, train):
    """One mask was used for all samples of the batch. Draw a number for every element: rng.random(x.shape)."""
    return same_for_every_sample(solve, x, p, Mirrored(rng), train)


def same_for_every_sample__mask(solve, x, p, rng, train):
    """The mask is that of one sample, used for all. Draw a number for every element: rng.random(x.shape)."""
    out, mask = same_for_every_sample(solve, x, p, rng, train)
    return out, (mask[0] if train else mask)


def whole_samples(solve, x, p, rng, train):
    """Whole samples were dropped: one number was drawn for each. Draw one for every element: rng.random(x.shape)."""
    return solve(x, p, Drawn(_spread(rng.random(len(x)), x), x.shape), train)


def whole_samples__below(solve, x, p, rng, train):
    """Whole samples were dropped: one number was drawn for each. Draw one for every element: rng.random(x.shape)."""
    return whole_samples(solve, x, p, Mirrored(rng), train)


def whole_samples__mask(solve, x, p, rng, train):
    """The mask has one element for each sample. Draw a number for every element of x: rng.random(x.shape)."""
    out, mask = whole_samples(solve, x, p, rng, train)
    return out, (mask.reshape(len(x), -1)[:, :1].reshape(-1, *[1] * (x.ndim - 1)) if train else mask)


def whole_channels(solve, x, p, rng, train):
    """Whole channels of images were dropped, which is another layer. Draw a number for every element of x."""
    return solve(x, p, Drawn(_spread(rng.random(x.shape[:2]), x), x.shape), train)


def _spread(numbers, x):
    return numbers.reshape(*numbers.shape, *[1] * (x.ndim - numbers.ndim))


def drops_nothing(solve, x, p, rng, train):
    """Nothing was dropped. In training each element is dropped with probability p."""
    return solve(x, p, Drawn(np.ones(x.shape)), train)


# What is returned as mask


def inverted_mask(solve, x, p, rng, train):
    """The mask is True where an element was dropped. It is True where it was kept."""
    out, mask = solve(x, p, rng, train)
    return out, ~mask


def inverted_mask__training_only(solve, x, p, rng, train):
    """The mask is True where an element was dropped. It is True where it was kept."""
    out, mask = solve(x, p, rng, train)
    return out, mask ^ train


def mask_drawn_again(solve, x, p, rng, train):
    """The mask that is returned is not the one that was used: it was drawn a second time. Draw once and keep it."""
    _, mask = solve(x, p, rng, train)
    return solve(x, p, rng, train)[0], mask


def mask_drawn_again__after(solve, x, p, rng, train):
    """The mask that is returned is not the one that was used: it was drawn a second time. Draw once and keep it."""
    out, _ = solve(x, p, rng, train)
    return out, solve(x, p, rng, train)[1]


def mask_not_bool(solve, x, p, rng, train):
    """The mask holds floats. Return what the comparison gives, an array of True and False."""
    out, mask = solve(x, p, rng, train)
    return out, mask.astype(float)


def mask_not_bool__int(solve, x, p, rng, train):
    """The mask holds ints. Return an array of True and False, as a comparison gives it, or use .astype(bool)."""
    out, mask = solve(x, p, rng, train)
    return out, mask.astype(int)


def mask_not_bool__binomial(solve, x, p, rng, train):
    """The mask holds ints. Return an array of True and False, as a comparison gives it, or use .astype(bool)."""
    out, mask = solve(x, p, Drawn(2.0 * rng.binomial(1, 1 - p, x.shape)), train)
    return out, mask.astype(int)


def mask_not_bool__other_draw(solve, x, p, rng, train):
    """The mask holds floats. Return what the comparison gives, an array of True and False."""
    out, mask = solve(x, p, Drawn(1 - rng.random(x.shape)), train)
    return out, mask.astype(float)


def mask_not_bool__training_only(solve, x, p, rng, train):
    """In training the mask holds floats. Return what the comparison gives, an array of True and False."""
    out, mask = solve(x, p, rng, train)
    return out, (mask.astype(float) if train else mask)


def mask_not_bool__int_training_only(solve, x, p, rng, train):
    """In training the mask holds ints. Return an array of True and False, as a comparison gives it."""
    out, mask = solve(x, p, rng, train)
    return out, (mask.astype(int) if train else mask)


def mask_not_bool__binomial_training_only(solve, x, p, rng, train):
    """In training the mask holds ints. Return an array of True and False: compare it with 1, or use .astype(bool)."""
    out, mask = solve(x, p, Binomial(rng, p), train)
    return out, (mask.astype(int) if train else mask)


def mask_not_bool__evaluation_only(solve, x, p, rng, train):
    """In evaluation the mask holds floats. Return True everywhere: np.ones(x.shape, dtype=bool)."""
    out, mask = solve(x, p, rng, train)
    return out, (mask if train else mask.astype(float))


def mask_is_scaled(solve, x, p, rng, train):
    """The mask holds 1 / (1 - p) where an element was kept. Return True there, and put the factor on x."""
    out, mask = solve(x, p, rng, train)
    return out, (mask / (1 - p) if train else mask)


def mask_is_scaled__float(solve, x, p, rng, train):
    """The mask holds 1 / (1 - p) where an element was kept. Return True there, and put the factor on x."""
    out, mask = solve(x, p, rng, train)
    return out, (mask / (1 - p) if train else mask.astype(float))


def no_mask_in_evaluation(solve, x, p, rng, train):
    """In evaluation the mask is None. Nothing is dropped, so return an array of True like x."""
    out, mask = solve(x, p, rng, train)
    return out, (mask if train else None)


def returns_out_only(solve, x, p, rng, train):
    """The mask was not returned. The backward pass needs it: return out, mask."""
    return solve(x, p, rng, train)[0]


def returns_out_only__training_only(solve, x, p, rng, train):
    """In training the mask was not returned. The backward pass needs it: return out, mask."""
    out, mask = solve(x, p, rng, train)
    return out if train else (out, mask)


def swaps_results(solve, x, p, rng, train):
    """The two results are in the wrong order: return out, mask."""
    out, mask = solve(x, p, rng, train)
    return mask, out


# Training and evaluation


def drops_in_evaluation(solve, x, p, rng, train):
    """Elements were dropped in evaluation, too. If train is False nothing is dropped."""
    return solve(x, p, rng, True)


def drops_in_evaluation__below(solve, x, p, rng, train):
    """Elements were dropped in evaluation, too. If train is False nothing is dropped."""
    return drops_in_evaluation(solve, x, p, Mirrored(rng), train)


def drops_in_evaluation__binomial(solve, x, p, rng, train):
    """Elements were dropped in evaluation, too. If train is False nothing is dropped."""
    return drops_in_evaluation(solve, x, p, Binomial(rng, p), train)


def swaps_modes(solve, x, p, rng, train):
    """Training and evaluation were swapped: elements are dropped if train is True."""
    return solve(x, p, rng, not train)


def swaps_modes__below(solve, x, p, rng, train):
    """Training and evaluation were swapped: elements are dropped if train is True."""
    return swaps_modes(solve, x, p, Mirrored(rng), train)


def swaps_modes__binomial(solve, x, p, rng, train):
    """Training and evaluation were swapped: elements are dropped if train is True."""
    return swaps_modes(solve, x, p, Binomial(rng, p), train)


def writes_into_x(solve, x, p, rng, train):
    """x was changed, by x *= mask or x[~mask] = 0 for instance. Compute a new array."""
    out, mask = solve(x, p, rng, train)
    x[...] = out
    return out, mask


def writes_into_x__dropped(solve, x, p, rng, train):
    """x was changed, by x[~mask] = 0 for instance. Compute a new array, or work on a copy."""
    out, mask = solve(x, p, rng, train)
    x[~mask] = 0
    return out, mask


# The generator


def own_seed(solve, x, p, rng, train):
    """A generator with a seed of its own was used, so every mask is the same. Draw from the rng that is given."""
    return solve(x, p, np.random.default_rng(0), train)


def own_generator(solve, x, p, rng, train):
    """A new generator was made, so no result can be had again. Draw from the rng that is given."""
    return solve(x, p, np.random.default_rng(), train)


def global_generator(solve, x, p, rng, train):
    """NumPy's global generator (np.random.rand) was used. Draw from the rng that is given: rng.random(x.shape)."""
    return solve(x, p, Drawn(np.random.rand(*x.shape)) if train else rng, train)


def global_generator__always(solve, x, p, rng, train):
    """NumPy's global generator (np.random.rand) was used. Draw from the rng that is given: rng.random(x.shape)."""
    return solve(x, p, Drawn(np.random.rand(*x.shape)), train)


def global_generator__seeded(solve, x, p, rng, train):
    """NumPy's global generator was seeded and used. Draw from the rng that is given: rng.random(x.shape)."""
    if train:
        np.random.seed(0)
    return global_generator(solve, x, p, rng, train)


WRONG = (
    swaps_keep_and_drop,
    swaps_keep_and_drop__scale_too,
    swaps_keep_and_drop__mask_scaled,
    mask_from_randn,
    mask_from_randn__below,
    mask_from_randn__below_p,
    always_half,
    draws_with_replacement,
    one_draw_for_all,
    one_draw_for_all__below,
    same_for_every_sample,
    same_for_every_sample__below,
    same_for_every_sample__mask,
    whole_samples,
    whole_samples__below,
    whole_samples__mask,
    whole_channels,
    drops_nothing,
    inverted_mask,
    inverted_mask__training_only,
    mask_drawn_again,
    mask_drawn_again__after,
    mask_not_bool,
    mask_not_bool__int,
    mask_not_bool__binomial,
    mask_not_bool__other_draw,
    mask_not_bool__training_only,
    mask_not_bool__int_training_only,
    mask_not_bool__binomial_training_only,
    mask_not_bool__evaluation_only,
    mask_is_scaled,
    mask_is_scaled__float,
    no_mask_in_evaluation,
    returns_out_only,
    returns_out_only__training_only,
    swaps_results,
    drops_in_evaluation,
    drops_in_evaluation__below,
    drops_in_evaluation__binomial,
    swaps_modes,
    swaps_modes__below,
    swaps_modes__binomial,
    writes_into_x,
    writes_into_x__dropped,
    own_seed,
    own_generator,
    global_generator,
    global_generator__always,
    global_generator__seeded,
)
