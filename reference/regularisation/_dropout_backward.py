"""The backward passes of the two forms of dropout: their cases, and the misconceptions they share."""

import numpy as np

from grader import Case, grid


def _case(name, dout, mask, p, hidden=False):
    return Case(name, {"dout": dout, "mask": mask, "p": p}, hidden)


def _dout(rng, *shape):
    dout = grid(rng, *shape)
    dout.flat[0] = 1.25  # not all zero, however it is drawn
    return dout


def cases(rng):
    """A row to check by hand, a batch, images, masks that keep all or nothing; never p = 0.5."""
    row = np.array([[3.0, -1.5, 0.75, 6.0]])
    yield _case("by hand: a quarter dropped", row, np.array([[True, False, True, True]]), 0.25)
    yield _case("features, p = 0.6", _dout(rng, 4, 7), rng.random((4, 7)) >= 0.6, 0.6)
    dout, mask = np.asfortranarray(_dout(rng, 3, 2, 4, 5)), np.asfortranarray(rng.random((3, 2, 4, 5)) >= 0.1)
    yield _case("images, p = 0.1, not contiguous", dout, mask, 0.1)
    yield _case("a mask that keeps all, by chance", _dout(rng, 2, 3), np.ones((2, 3), bool), 0.4)
    yield _case("a mask that drops all, by chance", _dout(rng, 3, 2), np.zeros((3, 2), bool), 0.7)
    shape = [int(n) for n in rng.integers([3, 4], [9, 9])]
    yield _case("sizes drawn anew", _dout(rng, *shape), rng.random(shape) >= 0.3, 0.3, hidden=True)
    shape = [int(n) for n in rng.integers(2, 6, 4)]
    yield _case("images, sizes drawn anew", _dout(rng, *shape), rng.random(shape) >= 0.8, 0.8, hidden=True)


def ignores_mask(solve, dout, mask, p):
    """The mask was not used. Where an element was dropped it had no influence on the loss: its gradient is 0."""
    return solve(dout, np.ones_like(mask), p)


def inverted_mask(solve, dout, mask, p):
    """The gradient went to the elements that were dropped. It goes to those that were kept, where mask is True."""
    return solve(dout, ~mask, p)


def returns_mask(solve, dout, mask, p):
    """dout was left out: the gradient that arrives is multiplied by what the layer did to x."""
    return solve(np.ones_like(dout), mask, p)


def first_sample_mask(solve, dout, mask, p):
    """The mask of the first sample was used for all. Every sample has its own row in mask."""
    return solve(dout, np.broadcast_to(mask[:1], mask.shape), p)


def draws_new_mask(solve, dout, mask, p):
    """A new mask was drawn. The gradient goes the way that x went: use the mask of the forward pass."""
    return solve(dout, np.random.default_rng(0).random(dout.shape) >= p, p)


def writes_into_dout(solve, dout, mask, p):
    """dout was changed, by dout *= mask or dout[~mask] = 0 for instance. Compute a new array."""
    dx = solve(dout, mask, p)
    dout[...] = dx
    return dx


def writes_into_dout__dropped(solve, dout, mask, p):
    """dout was changed, by dout[~mask] = 0 for instance. Compute a new array, or work on a copy."""
    dx = solve(dout, mask, p)
    dout[~mask] = 0
    return dx


def only_kept(solve, dout, mask, p):
    """dout[mask] is a flat array of what was kept. dx has the shape of dout, with zeros where x was dropped."""
    return solve(dout, mask, p)[mask]


def averages(solve, dout, mask, p):
    """The gradient was divided by the number of samples. The loss carries any 1/N already."""
    return solve(dout, mask, p) / len(dout)


def opposite_sign(solve, dout, mask, p):
    """The sign is wrong: dx points the way dout does. The minus of gradient descent comes in the update."""
    return -solve(dout, mask, p)


WRONG = (
    ignores_mask,
    inverted_mask,
    returns_mask,
    first_sample_mask,
    draws_new_mask,
    writes_into_dout,
    writes_into_dout__dropped,
    only_kept,
    averages,
    opposite_sign,
)
