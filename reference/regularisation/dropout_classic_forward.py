"""Classic dropout, forward: training drops and does nothing else, evaluation scales."""

import numpy as np

from grader import Rng, Spec

from . import _dropout as shared
from ._dropout import cases, played


def dropout_classic_forward(x, p, rng, train):
    """Drop each element of x with probability p, or multiply by 1 - p in evaluation -> out, mask, both like x.

    Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (JMLR 15, 2014), section 4.
    """
    if not train:
        return (1 - p) * x, np.ones(x.shape, bool)
    mask = rng.random(x.shape) >= p
    return x * mask, mask


def second_dropout_classic_forward(x, p, rng, train):
    """One element at a time, by the generator's binomial distribution."""
    out, mask = np.array(x), np.ones(x.shape, bool)
    for index in np.ndindex(x.shape):
        mask[index] = rng.binomial(1, 1 - p) if train else True
        out[index] = x[index] * float(mask[index]) if train else x[index] - p * x[index]
    return out, mask


def scale(p, train):
    """The factor on what is kept."""
    return 1.0 if train else 1 - p


drive, law = played(scale)


def torch_dropout_classic_forward(x, p, rng, train):
    """PyTorch's dropout is the inverted one: 1 - p times what it gives in training and in evaluation is the classic."""
    import torch

    def call(x, p, seed, train):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed.seed)
            out = (1 - p) * torch.nn.functional.dropout(torch.from_numpy(x), p, train).numpy()
        return out, out != 0

    return drive(call, x.cpu().numpy(), p, Rng(int(rng.integers(10**6))), train)


def _scaled(solve, args, training, evaluation):
    """The right answer, with its output multiplied by another factor in each mode."""
    out, mask = solve(*args)
    return out * (training if args[-1] else evaluation), mask


def inverted(solve, x, p, rng, train):
    """This is the inverted form, which scales in training. The classic one multiplies by 1 - p in evaluation."""
    return _scaled(solve, (x, p, rng, train), 1 / (1 - p), 1 / (1 - p))


def scales_in_training_too(solve, x, p, rng, train):
    """In training what is kept was divided by 1 - p. The classic form leaves it as it is, and scales in evaluation."""
    return _scaled(solve, (x, p, rng, train), 1 / (1 - p), 1.0)


def scales_down_in_training(solve, x, p, rng, train):
    """In training what is kept was multiplied by 1 - p. Leave it as it is; the factor comes in evaluation."""
    return _scaled(solve, (x, p, rng, train), 1 - p, 1.0)


def scales_down_in_training__only(solve, x, p, rng, train):
    """The factor 1 - p was put on x in training. It belongs to evaluation, in which nothing is dropped."""
    return _scaled(solve, (x, p, rng, train), 1 - p, 1 / (1 - p))


def evaluation_not_scaled(solve, x, p, rng, train):
    """In evaluation x was not scaled. All elements are there, more than in training: multiply by 1 - p."""
    return _scaled(solve, (x, p, rng, train), 1.0, 1 / (1 - p))


def evaluation_times_p(solve, x, p, rng, train):
    """In evaluation x was multiplied by p. Each element is kept with probability 1 - p: use that."""
    return _scaled(solve, (x, p, rng, train), 1.0, p / (1 - p))


def evaluation_divided(solve, x, p, rng, train):
    """In evaluation x was divided by 1 - p. More elements are there than in training, so shrink them: multiply."""
    return _scaled(solve, (x, p, rng, train), 1.0, (1 - p) ** -2)


def drops_in_evaluation__scaled(solve, x, p, rng, train):
    """Elements were dropped in evaluation, too. There nothing is dropped: (1 - p) * x."""
    return solve(x if train else (1 - p) * x, p, rng, True)


def drops_in_evaluation__scaled_below(solve, x, p, rng, train):
    """Elements were dropped in evaluation, too. There nothing is dropped: (1 - p) * x."""
    return drops_in_evaluation__scaled(solve, x, p, shared.Mirrored(rng), train)


spec = Spec(
    solve=dropout_classic_forward,
    torch=torch_dropout_classic_forward,
    second=second_dropout_classic_forward,
    cases=cases,
    drive=drive,
    law=law,
    outputs=shared.OUTPUTS,
    results=shared.RESULTS,
    wrong=(
        *shared.WRONG,
        inverted,
        scales_in_training_too,
        scales_down_in_training,
        scales_down_in_training__only,
        evaluation_not_scaled,
        evaluation_times_p,
        evaluation_divided,
        drops_in_evaluation__scaled,
        drops_in_evaluation__scaled_below,
    ),
    hints=(
        "In training only a share 1 - p of the elements reaches the next layer. In evaluation all of them do. What "
        "makes the sums alike?",
        "Training: mask = (a number drawn from [0, 1) for every element) >= p, out = x * mask. "
        "Evaluation: out = (1 - p) * x.",
        "If not train: return (1 - p) * x and an array of True. Else mask = rng.random(x.shape) >= p, and return "
        "x * mask, mask.",
    ),
    hints_for={
        "evaluation_not_scaled": (
            "Of 100 ones, p = 0.2 leaves about 80 in training. What sum should the next layer see in evaluation?",
            "In evaluation all elements are there, so each is multiplied by the probability to be kept, 1 - p.",
            "`if not train: return (1 - p) * x, np.ones(x.shape, dtype=bool)`.",
        ),
    },
)
