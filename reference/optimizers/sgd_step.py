"""Stochastic gradient descent: against the gradient."""

from grader import Spec

from ._family import Family
from ._hints import IN_PLACE
from ._slips import STEP, sign_lost, sign_only, unit_length
from ._trajectory import Walk, torch_walk
from ._walk_sgd_step import WALK

FAMILY = Family(Walk(("w", "grad", "lr"), {}))


def sgd_step(w, grad, lr):
    """One step of gradient descent, w and grad of one shape -> the new w."""
    return w - lr * grad


def torch_sgd_step(params, grads, lr):
    """PyTorch's SGD along the same gradients."""
    import torch

    return torch_walk(lambda leaves: torch.optim.SGD(leaves, lr=1.0), lambda state: (), params, grads, lr)


def cases(rng):
    """A step by hand, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [2.0, 4.0], lr=0.5)
    yield from FAMILY.walk.walks(rng, {"lr": 0.25}, {"lr": 0.5}, {"lr": 0.01})


def lr_divides(solve, w, grad, lr):
    """The gradient was divided by lr. Multiply: a small lr makes small steps."""
    return w - grad / lr


def lr_on_everything(solve, w, grad, lr):
    """lr multiplies the whole difference. It belongs to the gradient only: w - lr * grad."""
    return lr * (w - grad)


def w_decays(solve, w, grad, lr):
    """w itself was multiplied by lr. It belongs to the gradient: w - lr * grad."""
    return lr * w - grad


def gradient_minus_w(solve, w, grad, lr):
    """w and the gradient are swapped: it is w - lr * grad."""
    return grad - lr * w


def gradient_minus_w__step(solve, w, grad, lr):
    """The difference is the wrong way round: it is w - lr * grad."""
    return lr * grad - w


def multiplies_by_w(solve, w, grad, lr):
    """The gradient was multiplied by w. The step is lr * grad alone."""
    return w - lr * w * grad


spec = Spec(
    solve=sgd_step,
    torch=torch_sgd_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, sign_only, sign_lost, unit_length),
        lr_divides,
        lr_on_everything,
        w_decays,
        gradient_minus_w,
        gradient_minus_w__step,
        multiplies_by_w,
    ),
    hints=(
        "If the gradient of a weight is positive, the loss grows with it. Should the weight grow or shrink?",
        "w_new = w - lr * grad, for every weight by itself.",
        "One line: return w - lr * grad. It makes a new array; w -= lr * grad would change the caller's.",
    ),
    hints_for={
        "lr_on_everything": (
            "Let the gradient be 0. Where should w be after the step, and where is it?",
            "Only the gradient is multiplied: w - (lr * grad).",
            "`return w - lr * grad`, without parentheses around the difference.",
        ),
        "one_number_from_all": (
            "One weight has gradient 2, another -2. Which way should each of them go?",
            "w_new[i] = w[i] - lr * grad[i], for each i by itself.",
            "`lr * grad` multiplies every number of the array. No sum, no mean, no norm.",
        ),
        "writes_into_w": IN_PLACE,
    },
    magnitude=FAMILY.walk.size(sgd_step),
    walk=WALK,
)
