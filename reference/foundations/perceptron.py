"""The perceptron: a weighted sum and a threshold."""

from fractions import Fraction

import numpy as np

from grader import Case, Spec, grid


def perceptron(x, w, threshold):
    """One neuron for every sample, x (N, D), w (D,) -> int array (N,).

    Rosenblatt, The perceptron (1958); the threshold unit itself is that of McCulloch & Pitts (1943).
    """
    return (x @ w >= threshold).astype(int)


def exact_perceptron(x, w, threshold):
    """One sample at a time, in exact fractions."""
    fires = []
    for sample in x.tolist():
        total = sum(Fraction(value) * Fraction(weight) for value, weight in zip(sample, w.tolist()))
        fires.append(1 if total >= Fraction(threshold) else 0)
    return np.array(fires)


def _case(name, x, w, threshold, hidden=False):
    return Case(name, {"x": x, "w": w, "threshold": threshold}, hidden)


def cases(rng):
    """The lectures' example, two gates, and random numbers.

    All but the example are small multiples of 1/16: their sums are exact in every order, so it can be asked that a
    threshold is met exactly.
    """
    yield _case("known: 2.5 does not reach 3", np.array([[5.0, 2.0, 3.0]]), np.array([0.1, 0.7, 0.2]), 3.0)
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield _case("an AND gate: its threshold 1 is met exactly", corners, np.array([0.5, 0.5]), 1.0)
    yield _case("a NAND gate: negative weights and threshold", corners, np.array([-0.5, -0.5]), -0.75)
    halves = np.array([[0.5, 1.0], [1.0, 0.5], [0.25, 1.0]])
    yield _case("a fraction decides: 0.75 is reached, 0.625 is too little", halves, np.array([0.5, 0.5]), 0.75)
    yield _case("many samples", grid(rng, 11, 3), grid(rng, 3), 1.25)
    x, w = grid(rng, 13, 4), grid(rng, 4)
    yield _case("one of the sums meets the threshold", x, w, float(x[5] @ w))
    yield _case("negative threshold, x is not contiguous", np.asfortranarray(grid(rng, 12, 5)), grid(rng, 5), -2.5)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, D = (int(n) for n in rng.integers([6, 2], [11, 6]))
        x, w = grid(rng, N, D), grid(rng, D)
        yield _case(name, x, w, float(x[rng.integers(N)] @ w), hidden=True)


def strictly_greater(solve, x, w, threshold):
    """A sum equal to the threshold counts as too small. It reaches the threshold: compare with >=, not with >."""
    return (x @ w > threshold).astype(int)


def ignores_threshold(solve, x, w, threshold):
    """The sum was compared with 0. Compare it with the threshold."""
    return solve(x, w, 0.0)


def ignores_threshold__strictly(solve, x, w, threshold):
    """The sum was compared with 0. Compare it with the threshold, by >=."""
    return (x @ w > 0).astype(int)


def adds_threshold(solve, x, w, threshold):
    """The threshold was added to the sum. It has to be reached by the sum: subtract it, or compare with it."""
    return solve(x, w, -threshold)


def adds_threshold__strictly(solve, x, w, threshold):
    """The threshold was added to the sum, and > was used. Compare with it instead: sum >= threshold."""
    return (x @ w + threshold > 0).astype(int)


def fires_below(solve, x, w, threshold):
    """The answers are the wrong way round: 1 where the sum reaches the threshold, 0 where it does not."""
    return 1 - solve(x, w, threshold)


def fires_below__or_equal(solve, x, w, threshold):
    """The comparison is the wrong way round. The neuron fires where the sum is large: sum >= threshold."""
    return (x @ w <= threshold).astype(int)


def returns_bools(solve, x, w, threshold):
    """The answers are True and False. Turn them into the ints 1 and 0, by .astype(int) for instance."""
    return solve(x, w, threshold).astype(bool)


def returns_floats(solve, x, w, threshold):
    """The answers are the floats 1.0 and 0.0. Ints are asked for: an array made by np.zeros needs dtype=int."""
    return solve(x, w, threshold).astype(float)


def returns_list(solve, x, w, threshold):
    """The answers are a list. Make it an array: np.array(answers)."""
    return solve(x, w, threshold).tolist()


def returns_list__of_numpy(solve, x, w, threshold):
    """The answers are a list. Make it an array, by np.array(answers), or leave the array as it is, without list()."""
    return list(solve(x, w, threshold))


def returns_sum(solve, x, w, threshold):
    """The sum itself was returned. The neuron only says whether it reaches the threshold: 1 or 0."""
    return x @ w


def returns_sum__minus_threshold(solve, x, w, threshold):
    """The sum minus the threshold was returned. Return 1 where that is at least 0, else 0."""
    return x @ w - threshold


def returns_sum__where_it_fires(solve, x, w, threshold):
    """Where the neuron fires the sum was returned. It only says that it fires: return 1."""
    return solve(x, w, threshold) * (x @ w)


def returns_sum__excess(solve, x, w, threshold):
    """Where the neuron fires the sum minus the threshold was returned. It only says that it fires: return 1."""
    return solve(x, w, threshold) * (x @ w - threshold)


def returns_sum__cut(solve, x, w, threshold):
    """Where the neuron fires the sum was written into an array of ints. It only says that it fires: write 1."""
    return (solve(x, w, threshold) * (x @ w)).astype(int)


def returns_sum__in_a_list(solve, x, w, threshold):
    """Where the neuron fires the sum was collected. It only says that it fires: collect 1."""
    return np.array([total if fires else 0 for total, fires in zip(x @ w, solve(x, w, threshold))])


def minus_one(solve, x, w, threshold):
    """A neuron that does not fire answers -1 here. Its answer is 0."""
    return 2 * solve(x, w, threshold) - 1


def minus_one__sign(solve, x, w, threshold):
    """The sign of sum minus threshold was taken, which is -1, 0 or 1. Return 1 where the sum reaches it, else 0."""
    return np.sign(x @ w - threshold).astype(int)


def minus_one__sign_floats(solve, x, w, threshold):
    """The sign of sum minus threshold was taken, which is -1.0, 0.0 or 1.0. Return the ints 1 and 0."""
    return np.sign(x @ w - threshold)


def applies_sigmoid(solve, x, w, threshold):
    """The sum went through a sigmoid. A perceptron has a hard threshold: its answer is 1 or 0."""
    return 1 / (1 + np.exp(threshold - x @ w))


def applies_sigmoid__without_threshold(solve, x, w, threshold):
    """The sum went through a sigmoid. A perceptron compares it with the threshold and answers 1 or 0."""
    return 1 / (1 + np.exp(-(x @ w)))


def ignores_weights(solve, x, w, threshold):
    """The inputs were added up without their weights: multiply each by its weight first."""
    return solve(x, np.ones_like(w), threshold)


def adds_weights(solve, x, w, threshold):
    """The weights were added to the inputs. Multiply each input by its weight."""
    return ((x + w).sum(axis=1) >= threshold).astype(int)


def takes_mean(solve, x, w, threshold):
    """The mean of the products was compared with the threshold. Take their sum."""
    return solve(x, w / len(w), threshold)


def takes_absolute_value(solve, x, w, threshold):
    """The sum lost its sign before it was compared. A very negative sum does not reach the threshold."""
    return (np.abs(x @ w) >= threshold).astype(int)


def each_product_alone(solve, x, w, threshold):
    """Every product was compared with the threshold, (N, D). First add the products of a sample up."""
    return (x * w >= threshold).astype(int)


def each_product_alone__any(solve, x, w, threshold):
    """A sample fires if one of its products reaches the threshold. Their sum has to: add them up first."""
    return (x * w >= threshold).any(axis=1).astype(int)


def each_product_alone__all(solve, x, w, threshold):
    """A sample fires if all of its products reach the threshold. Their sum has to: add them up first."""
    return (x * w >= threshold).all(axis=1).astype(int)


def each_product_alone__last(solve, x, w, threshold):
    """Only the last product was compared with the threshold. Add the products up with +=, then compare."""
    return solve(x[:, -1:], w[-1:], threshold)


def sums_over_samples(solve, x, w, threshold):
    """The products were added up over the samples. Add up those of one sample: axis 1."""
    return ((x * w).sum(axis=0) >= threshold).astype(int)


def one_sum_for_all(solve, x, w, threshold):
    """All samples went into one sum, which gives one answer. Each sample has its own: sum along axis 1."""
    return int((x * w).sum() >= threshold)


def one_sum_for_all__bool(solve, x, w, threshold):
    """All samples went into one sum, which gives one answer. Each sample has its own: sum along axis 1."""
    return bool((x * w).sum() >= threshold)


def one_sum_for_all__array(solve, x, w, threshold):
    """All samples went into one sum, which gives one answer. Each sample has its own: sum along axis 1."""
    return np.where((x * w).sum() >= threshold, 1, 0)


def one_sum_for_all__int(solve, x, w, threshold):
    """All samples went into one sum, which gives one answer. Each sample has its own: sum along axis 1."""
    return ((x * w).sum() >= threshold).astype(int)


def sum_runs_on(solve, x, w, threshold):
    """The sum goes on from one sample to the next. Set it back to 0 before each sample."""
    return (np.cumsum(x @ w) >= threshold).astype(int)


def first_sample_only(solve, x, w, threshold):
    """Only the first sample was looked at, as by a return inside of the loop. Collect one answer for each sample."""
    return int(solve(x, w, threshold)[0])


def first_sample_only__array(solve, x, w, threshold):
    """Only the first sample got an answer: the return stands inside of the loop. Return after it."""
    return solve(x, w, threshold)[:1]


def first_sample_only__zeros(solve, x, w, threshold):
    """Only the first sample got an answer, the others stayed 0. Go through all of them."""
    out = solve(x, w, threshold)
    out[1:] = 0
    return out


def one_sample_only(solve, x, w, threshold):
    """The code works for one sample only: if cannot ask a whole array. Loop over the samples, or compare arrays."""
    if x @ w >= threshold:
        return 1
    return 0


def last_sample_only(solve, x, w, threshold):
    """The answer is that of the last sample alone. Collect one for each sample."""
    return int(solve(x, w, threshold)[-1])


def drops_an_input(solve, x, w, threshold):
    """The last input was left out: the sum runs over all D of them."""
    return solve(x[:, :-1], w[:-1], threshold)


def drops_an_input__first(solve, x, w, threshold):
    """The first input was left out: Python counts from 0."""
    return solve(x[:, 1:], w[1:], threshold)


def truncates(solve, x, w, threshold):
    """The sum lost its fraction before it was compared. Compare first, then turn True and False into ints."""
    return ((x @ w).astype(int) >= threshold).astype(int)


def truncates__bool(solve, x, w, threshold):
    """The sum was turned into ints, not the answer. The comparison comes first: (x @ w >= threshold).astype(int)."""
    return (x @ w).astype(int) >= threshold


def returns_column(solve, x, w, threshold):
    """The answers are a column, (N, 1). One row of N answers is asked for, (N,)."""
    return solve(x, w, threshold)[:, None]


def writes_into_x(solve, x, w, threshold):
    """x was changed, by x *= w for instance. Whoever called you still needs it: write x * w."""
    out = solve(x, w, threshold)
    x *= w
    return out


spec = Spec(
    solve=perceptron,
    second=exact_perceptron,
    cases=cases,
    shapes={"x": "N D", "w": "D", "out": "N"},
    wrong=(
        strictly_greater,
        ignores_threshold,
        ignores_threshold__strictly,
        adds_threshold,
        adds_threshold__strictly,
        fires_below,
        fires_below__or_equal,
        returns_bools,
        returns_floats,
        returns_list,
        returns_list__of_numpy,
        returns_sum,
        returns_sum__minus_threshold,
        returns_sum__where_it_fires,
        returns_sum__excess,
        returns_sum__cut,
        returns_sum__in_a_list,
        minus_one,
        minus_one__sign,
        minus_one__sign_floats,
        applies_sigmoid,
        applies_sigmoid__without_threshold,
        ignores_weights,
        adds_weights,
        takes_mean,
        takes_absolute_value,
        each_product_alone,
        each_product_alone__any,
        each_product_alone__all,
        each_product_alone__last,
        sums_over_samples,
        one_sum_for_all,
        one_sum_for_all__bool,
        one_sum_for_all__array,
        one_sum_for_all__int,
        sum_runs_on,
        first_sample_only,
        first_sample_only__array,
        first_sample_only__zeros,
        one_sample_only,
        last_sample_only,
        drops_an_input,
        drops_an_input__first,
        truncates,
        truncates__bool,
        returns_column,
        writes_into_x,
    ),
    hints=(
        "Take one sample and a pencil: which numbers are multiplied, which are added up, and what is compared?",
        "out[n] is 1 if x[n, 0] * w[0] + x[n, 1] * w[1] + ... >= threshold, else 0.",
        "x @ w gives the sums of all samples at once, (N,). Comparing them with the threshold gives True and False, "
        "and .astype(int) makes 1 and 0 of these.",
    ),
    hints_for={
        "each_product_alone": (
            "How many products belong to one sample, and how many answers does it give?",
            "First total = x[n, 0] * w[0] + x[n, 1] * w[1] + ..., then one comparison of the total.",
            "`total += x[n, d] * w[d]` in the loop over d; `if total >= threshold:` after it, one step further left.",
        ),
        "one_sum_for_all": (
            "Without an axis, how many numbers does np.sum make of a whole array?",
            "sums[n] = sum over d of x[n, d] * w[d]: the axis of d, axis 1, disappears, and n stays.",
            "`sums = (x * w).sum(axis=1)`, or `sums = x @ w`: both are (N,).",
        ),
        "one_sample_only": (
            "What does if want to know, and how many answers has a comparison of N sums?",
            "The comparison of an array gives one True or False for each sample. Keep them all.",
            "`fires = sums >= threshold`, then `return fires.astype(int)`. No if is needed.",
        ),
        "first_sample_only": (
            "At which sample does the function return, and who sees those after it?",
            "Every n needs its out[n]: each turn of the loop writes one number, and the return comes after the last.",
            "`out = np.zeros(N, dtype=int)`; in the loop `out[n] = ...`; then, as far left as the for, `return out`.",
        ),
    },
)
