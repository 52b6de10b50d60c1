"""Nesterov's accelerated gradient: momentum that looks ahead."""

from grader import Spec

from ._family import Family
from ._hints import IN_PLACE
from ._slips import PART, STATE, STEP, writes_into_state
from ._trajectory import Walk, torch_walk, zeros

FAMILY = Family(Walk(("w", "grad", "v", "lr", "momentum"), {"v": zeros}))


def nesterov_step(w, grad, v, lr, momentum):
    """One step of Nesterov's momentum, w, grad and v of one shape -> the new w and v."""
    v = momentum * v + grad
    return w - lr * (grad + momentum * v), v


def torch_nesterov_step(params, grads, lr, momentum):
    """PyTorch's SGD with Nesterov's momentum along the same gradients."""
    import torch

    return torch_walk(
        lambda leaves: torch.optim.SGD(leaves, lr=1.0, momentum=momentum, nesterov=True),
        lambda state: (state["momentum_buffer"],),
        params, grads, lr,
    )  # fmt: skip


def cases(rng):
    """A step by hand from a velocity of 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [2.0, 4.0], lr=0.5, momentum=0.75)
    one, other = {"lr": 0.25, "momentum": 0.75}, {"lr": 0.5, "momentum": 0.375}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.01, "momentum": 0.9})


def velocity_overwritten(solve, w, grad, v, lr, momentum):
    """The velocity was overwritten before the look-ahead used it: the formula with momentum ** 2 needs the old v."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * ((1 + momentum) * grad + momentum**2 * v), v


def velocity_overwritten__with_lr(solve, w, grad, v, lr, momentum):
    """v was overwritten before the look-ahead used it (the form with momentum ** 2 needs the old v), and holds lr."""
    v = momentum * v - lr * grad
    return w + momentum**2 * v - (1 + momentum) * lr * grad, v


def plain_momentum(solve, w, grad, v, lr, momentum):
    """This is plain momentum: w moved by lr * v. Look ahead with the new v: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * v, v


def plain_momentum__with_lr(solve, w, grad, v, lr, momentum):
    """This is momentum_step. Here v = momentum * v + grad, and w moves by lr * (grad + momentum * v)."""
    v = momentum * v - lr * grad
    return w + v, v


def lr_in_velocity(solve, w, grad, v, lr, momentum):
    """v holds lr and points downhill, as in momentum_step. Here v = momentum * v + grad, without lr."""
    v = momentum * v - lr * grad
    return w + momentum * v - lr * grad, v


def lr_in_velocity__uphill(solve, w, grad, v, lr, momentum):
    """v holds lr. Here lr stands in front of the whole step only: v = momentum * v + grad."""
    v = momentum * v + lr * grad
    return w - momentum * v - lr * grad, v


def lr_on_gradient_only(solve, w, grad, v, lr, momentum):
    """lr multiplies grad only. It multiplies the whole step: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - (lr * grad + momentum * v), v


def lr_on_gradient_only__added(solve, w, grad, v, lr, momentum):
    """The parentheses are missing, so momentum * v was added, without lr: w - lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * grad + momentum * v, v


def lr_on_velocity_only(solve, w, grad, v, lr, momentum):
    """lr multiplies momentum * v only. It multiplies the whole step: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - (grad + lr * momentum * v), v


def gradient_left_out(solve, w, grad, v, lr, momentum):
    """The step is lr * momentum * v. The gradient belongs to it, too: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * momentum * v, v


def looks_ahead_fully(solve, w, grad, v, lr, momentum):
    """momentum is missing in the look-ahead: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * (grad + v), v


def momentum_on_both(solve, w, grad, v, lr, momentum):
    """momentum multiplies grad, too. It multiplies v only: lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * momentum * (grad + v), v


def subtracts_velocity(solve, w, grad, v, lr, momentum):
    """momentum * v was subtracted from the gradient: they are added, lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * (grad - momentum * v), v


def subtracts_gradient(solve, w, grad, v, lr, momentum):
    """The gradient was subtracted from momentum * v: they are added, lr * (grad + momentum * v)."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - lr * (momentum * v - grad), v


def velocity_minus_gradient(solve, w, grad, v, lr, momentum):
    """v has a minus too many: v = momentum * v + grad. The minus stands in front of lr only."""
    v = momentum * v - grad
    return w - lr * (grad + momentum * v), v


def velocity_minus_gradient__later(solve, w, grad, v, lr, momentum):
    """w takes the right step, but the v that is returned has a minus too many: v = momentum * v + grad."""
    new, _ = solve(w, grad, v, lr, momentum)
    return new, momentum * v - grad


def velocity_downhill(solve, w, grad, v, lr, momentum):
    """w is right, but v has the opposite sign. Here it has that of the gradient: v = momentum * v + grad."""
    w, v = solve(w, grad, -v, lr, momentum)
    return w, -v


def momentum_forgotten(solve, w, grad, v, lr, momentum):
    """In v the factor momentum is missing: the old velocity must fade, momentum * v + grad."""
    v = v + grad
    return w - lr * (grad + momentum * v), v


def averaged(solve, w, grad, v, lr, momentum):
    """In v the gradient was weighted with 1 - momentum. v is no average here: v = momentum * v + grad."""
    v = momentum * v + (1 - momentum) * grad
    return w - lr * (grad + momentum * v), v


def momentum_fixed(solve, w, grad, v, lr, momentum):
    """momentum was fixed at 0.9. Use the argument."""
    return solve(w, grad, v, lr, 0.9)


def arguments_swapped(solve, w, grad, v, lr, momentum):
    """lr and momentum are swapped: momentum multiplies v, lr multiplies the whole step."""
    return solve(w, grad, v, momentum, lr)


spec = Spec(
    solve=nesterov_step,
    torch=torch_nesterov_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *FAMILY.bound(*STEP, *STATE),
        *FAMILY.each(("v",), *PART, writes_into_state),
        velocity_overwritten,
        velocity_overwritten__with_lr,
        plain_momentum,
        plain_momentum__with_lr,
        lr_in_velocity,
        lr_in_velocity__uphill,
        lr_on_gradient_only,
        lr_on_gradient_only__added,
        lr_on_velocity_only,
        gradient_left_out,
        looks_ahead_fully,
        momentum_on_both,
        subtracts_velocity,
        subtracts_gradient,
        velocity_minus_gradient,
        velocity_minus_gradient__later,
        velocity_downhill,
        momentum_forgotten,
        averaged,
        momentum_fixed,
        arguments_swapped,
    ),
    hints=(
        "Compare with momentum: where would one more step of the new velocity carry w, and what does the gradient add?",
        "v_new = momentum * v + grad; w_new = w - lr * (grad + momentum * v_new).",
        "Two lines: v = momentum * v + grad (a new array), then return w - lr * (grad + momentum * v), v.",
    ),
    hints_for={
        "lr_in_velocity": (
            "Take v = 0 and grad = 1. What is v after the step, by the formula, and by your code?",
            "v = momentum * v + grad holds no lr; w moves by -lr * (grad + momentum * v).",
            "`v = momentum * v + grad`, then `w = w - lr * (grad + momentum * v)`: lr only there.",
        ),
        "plain_momentum": (
            "Where would the new velocity carry w one step later? That is what the step has to see now.",
            "Plain momentum steps by lr * v. Nesterov steps by lr * (grad + momentum * v), with the new v.",
            "First `v = momentum * v + grad`, then `w - lr * (grad + momentum * v)`.",
        ),
        "writes_into_everything": IN_PLACE,
    },
    magnitude=FAMILY.walk.size(nesterov_step),
)
