"""What the gradients of the two penalties share: their cases, and misconceptions about dW and the factor."""

import numpy as np

from grader import Case, grid


def cases(rng):
    """A matrix to check by hand, weights of all signs and zero, convolutions, a strong penalty, and none."""
    dW = np.array([[0.5, -1.0, 0.25], [2.0, 0.0, -0.75]])
    W = np.array([[1.0, -2.0, 0.0], [3.0, -0.5, 4.0]])
    yield Case("by hand: 2x3, lam = 0.1", {"dW": dW, "W": W, "lam": 0.1})
    dW, W = np.asfortranarray(grid(rng, 4, 3)), np.asfortranarray(grid(rng, 4, 3) + 0.03125)
    yield Case("4x3, lam = 3, not contiguous", {"dW": dW, "W": W, "lam": 3.0})
    W = grid(rng, 2, 3, 4, 5) + 0.03125
    W[0, 0] = 0.0
    yield Case("convolution weights, some zero", {"dW": grid(rng, 2, 3, 4, 5), "W": W, "lam": 0.25})
    yield Case("no gradient but the penalty's", {"dW": np.zeros((3, 2)), "W": grid(rng, 3, 2) + 0.03125, "lam": 0.5})
    yield Case("lam = 0", {"dW": grid(rng, 2, 5), "W": grid(rng, 2, 5) + 0.03125, "lam": 0.0})
    for number in ("", ", once more"):
        shape = [int(n) for n in rng.integers(2, 7, 4 if number else 2)]
        args = {"dW": grid(rng, *shape), "W": grid(rng, *shape), "lam": int(rng.integers(1, 40)) / 16}
        yield Case(f"sizes drawn anew{number}", args, hidden=True)


def forgets_loss(solve, dW, W, lam):
    """dW is missing: the gradient of the penalty is added to that of the loss."""
    return solve(np.zeros_like(dW), W, lam)


def forgets_penalty(solve, dW, W, lam):
    """The gradient of the penalty is missing: add it to dW."""
    return dW.copy()


def subtracts(solve, dW, W, lam):
    """The gradient of the penalty was subtracted. Add it: the update, which subtracts the gradient, then shrinks W."""
    return solve(dW, W, -lam)


def forgets_lam(solve, dW, W, lam):
    """lam is missing: it says how much the penalty counts."""
    return solve(dW, W, 1.0)


def halves(solve, dW, W, lam):
    """The gradient of the penalty was halved. The derivative of W^2 is 2 W, which takes the 1/2 away: lam * W."""
    return solve(dW, W, 0.5 * lam)


def doubles(solve, dW, W, lam):
    """The gradient of the penalty was doubled. The 1/2 in lam / 2 * W^2 takes away the 2 that the square gives."""
    return solve(dW, W, 2 * lam)


def multiplies_dw(solve, dW, W, lam):
    """dW was multiplied by the gradient of the penalty. The loss is a sum of two, and so is its gradient: add."""
    return dW * solve(np.zeros_like(dW), W, lam)


def scales_both(solve, dW, W, lam):
    """lam multiplies dW, too. It belongs to the penalty alone."""
    return lam * solve(dW, W, 1.0)


def divides_by_size(solve, dW, W, lam):
    """The gradient of the penalty was divided by the number of rows. The penalty is a sum, not a mean."""
    return solve(dW, W, lam / len(W))


def divides_by_size__all(solve, dW, W, lam):
    """The gradient of the penalty was divided by the number of weights. The penalty is a sum, not a mean."""
    return solve(dW, W, lam / W.size)


def swaps_arguments(solve, dW, W, lam):
    """dW and W were swapped: the weights are what the penalty depends on."""
    return solve(W, dW, lam)


def returns_new_weights(solve, dW, W, lam):
    """The gradient was subtracted from W, which is the update. Return the gradient itself: that of loss and penalty."""
    return W - solve(dW, W, lam)


def writes_into_dw(solve, dW, W, lam):
    """dW was changed, by dW += ... for instance. Return a new array: dW + ..."""
    found = solve(dW, W, lam)
    dW[...] = found
    return found


def returns_number(solve, dW, W, lam):
    """One number was returned. Every weight has its own derivative: the result has the shape of dW."""
    return float(solve(dW, W, lam).sum())


WRONG = (
    forgets_loss,
    forgets_penalty,
    subtracts,
    forgets_lam,
    multiplies_dw,
    scales_both,
    divides_by_size,
    divides_by_size__all,
    swaps_arguments,
    returns_new_weights,
    writes_into_dw,
    returns_number,
)
