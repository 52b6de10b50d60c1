"""Inverted dropout, forward: the scale is put right in training, so that evaluation has nothing to do."""

import numpy as np

from grader import Rng, Spec

from . import _dropout as shared
from ._dropout import cases, played


def dropout_forward(x, p, rng, train):
    """Drop each element of x with probability p, scale the others by 1 / (1 - p) -> out, mask, both shaped like x.

    Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (JMLR 15, 2014), section 10
    for the scaling in training.
    """
    if not train:
        return x.copy(), np.ones(x.shape, bool)
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask


def second_dropout_forward(x, p, rng, train):
    """One element at a time, by the generator's binomial distribution."""
    out, mask = np.array(x), np.ones(x.shape, bool)
    for index in np.ndindex(x.shape) if train else ():
        mask[index] = rng.binomial(1, 1 - p)
        out[index] = x[index] / (1 - p) if mask[index] else 0.0
    return out, mask


def scale(p, train):
    """The factor on what is kept."""
    return 1 / (1 - p) if train else 1.0


drive, law = played(scale)


def torch_dropout_forward(x, p, rng, train):
    """PyTorch's dropout, played as the function is; its mask is where the output is not zero."""
    import torch

    def call(x, p, seed, train):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed.seed)
            out = torch.nn.functional.dropout(torch.from_numpy(x), p, train).numpy()
        return out, out != 0

    return drive(call, x.cpu().numpy(), p, Rng(int(rng.integers(10**6))), train)


def _scaled(solve, args, training, evaluation=1.0):
    """The right answer, with its output multiplied by another factor in each mode."""
    out, mask = solve(*args)
    return out * (training if args[-1] else evaluation), mask


def not_inverted(solve, x, p, rng, train):
    """In training what is kept was not scaled. Divide it by 1 - p, so that the expected value stays."""
    return _scaled(solve, (x, p, rng, train), 1 - p)


def not_inverted__classic(solve, x, p, rng, train):
    """This is the classic form, which scales in evaluation. The inverted one divides by 1 - p in training."""
    return _scaled(solve, (x, p, rng, train), 1 - p, 1 - p)


def not_inverted__global_generator(solve, x, p, rng, train):
    """What is kept was not scaled: divide it by 1 - p in training. And draw from rng, not from np.random."""
    return _scaled(shared.global_generator, (solve, x, p, rng, train), 1 - p)


def multiplies_by_keep(solve, x, p, rng, train):
    """What is kept was multiplied by 1 - p. Fewer elements are left, so each must grow: divide by 1 - p."""
    return _scaled(solve, (x, p, rng, train), (1 - p) ** 2)


def divides_by_p(solve, x, p, rng, train):
    """What is kept was divided by p. It is kept with probability 1 - p: divide by that."""
    return _scaled(solve, (x, p, rng, train), (1 - p) / p)


def multiplies_by_p(solve, x, p, rng, train):
    """What is kept was multiplied by p. Divide it by 1 - p, the probability to be kept."""
    return _scaled(solve, (x, p, rng, train), (1 - p) * p)


def scaled_twice(solve, x, p, rng, train):
    """What is kept was divided by 1 - p twice, once in the mask and once in the output perhaps. Divide once."""
    return _scaled(solve, (x, p, rng, train), 1 / (1 - p))


def divides_by_share(solve, x, p, rng, train):
    """What is kept was divided by the share that happened to be kept. Divide by the probability 1 - p."""
    _, mask = result = solve(x, p, rng, train)
    return result[0] * (1 - p) / mask.mean() if train else result[0], mask


def scales_in_evaluation(solve, x, p, rng, train):
    """In evaluation x was divided by 1 - p. Nothing is dropped there, so there is nothing to make up for: out = x."""
    return _scaled(solve, (x, p, rng, train), 1.0, 1 / (1 - p))


def scales_down_in_evaluation(solve, x, p, rng, train):
    """In evaluation x was multiplied by 1 - p. The scaling in training has done that already: out = x."""
    return _scaled(solve, (x, p, rng, train), 1.0, 1 - p)


def drops_nothing__unscaled(solve, x, p, rng, train):
    """Nothing was dropped, as in evaluation. In training each element is dropped with probability p."""
    return x.copy(), np.ones(x.shape, bool)


spec = Spec(
    solve=dropout_forward,
    torch=torch_dropout_forward,
    second=second_dropout_forward,
    cases=cases,
    drive=drive,
    law=law,
    outputs=shared.OUTPUTS,
    results=shared.RESULTS,
    wrong=(
        *shared.WRONG,
        not_inverted,
        not_inverted__classic,
        not_inverted__global_generator,
        drops_nothing__unscaled,
        multiplies_by_keep,
        divides_by_p,
        multiplies_by_p,
        scaled_twice,
        divides_by_share,
        scales_in_evaluation,
        scales_down_in_evaluation,
    ),
    hints=(
        "Toss a coin for every element, one that shows heads with probability 1 - p. If only a share 1 - p of the "
        "elements is left, by what must they grow so that their sum stays about the same?",
        "mask = (a number drawn from [0, 1) for every element) >= p; out = x * mask / (1 - p) in training, out = x in "
        "evaluation.",
        "If not train: return x and an array of True. Else mask = rng.random(x.shape) >= p, and return "
        "x * mask / (1 - p), mask.",
    ),
    hints_for={
        "swaps_keep_and_drop": (
            "With p = 0.1, how many of ten elements should be left?",
            "A number from [0, 1) is below p with probability p. That is how often something is dropped.",
            "`mask = rng.random(x.shape) >= p`: True where x is kept.",
        ),
        "same_for_every_sample": (
            "How many numbers did you draw, and how many elements has x?",
            "Every element is dropped on its own, so there is one number for each of them.",
            "`rng.random(x.shape)`, not `x.shape[1:]` and not `len(x)`.",
        ),
        "not_inverted": (
            "Of 100 ones, p = 0.2 leaves about 80. What is their sum in evaluation, and what in training?",
            "Dividing by 1 - p makes up for what was dropped: 80 / 0.8 = 100.",
            "In training `out = x * mask / (1 - p)`; in evaluation x as it is.",
        ),
    },
)
