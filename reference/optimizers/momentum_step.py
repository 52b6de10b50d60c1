"""Gradient descent with momentum: the velocity remembers earlier gradients."""

from grader import Spec

from ._family import Family
from ._hints import IN_PLACE, OLD
from ._slips import PART, STATE, STEP, writes_into_state
from ._trajectory import Walk, torch_walk, zeros
from ._walk_momentum_step import WALK

FAMILY = Family(Walk(("w", "grad", "v", "lr", "momentum"), {"v": zeros}))


def momentum_step(w, grad, v, lr, momentum):
    """One step with momentum, w, grad and v of one shape -> the new w and v."""
    v = momentum * v - lr * grad
    return w + v, v


def torch_momentum_step(params, grads, lr, momentum):
    """PyTorch's SGD with momentum. Its velocity holds no lr, so lr is put into the gradients and v is turned round."""
    import torch

    rates = lr if isinstance(lr, list) else [lr] * len(grads[0])
    scaled = [torch.stack([rate * one for rate, one in zip(rates, grad)]) for grad in grads]
    return torch_walk(
        lambda leaves: torch.optim.SGD(leaves, lr=1.0, momentum=momentum),
        lambda state: (-state["momentum_buffer"],),
        params, scaled, 1.0,
    )  # fmt: skip


def cases(rng):
    """A step by hand from a velocity of 0, then walks of five steps."""
    yield FAMILY.walk.by_hand([1.0, -2.0], [2.0, 4.0], lr=0.5, momentum=0.75)
    one, other = {"lr": 0.25, "momentum": 0.75}, {"lr": 0.5, "momentum": 0.375}
    yield from FAMILY.walk.walks(rng, one, other, {"lr": 0.01, "momentum": 0.9})


def gradient_ascent(solve, w, grad, v, lr, momentum):
    """The velocity points uphill: lr * grad is subtracted from momentum * v, not added."""
    return solve(w, -grad, v, lr, momentum)


def gradient_ascent__subtracts(solve, w, grad, v, lr, momentum):
    """v was subtracted from w. v has its minus already (momentum * v - lr * grad), so add it: w + v."""
    _, v = solve(w, grad, v, lr, momentum)
    return w - v, v


def velocity_uphill(solve, w, grad, v, lr, momentum):
    """w is right, but v has the opposite sign. Here v points downhill: v = momentum * v - lr * grad, and w + v."""
    w, v = solve(w, grad, -v, lr, momentum)
    return w, -v


def torch_convention(solve, w, grad, v, lr, momentum):
    """v has no lr in it, as in torch.optim.SGD. Here lr is in v: v = momentum * v - lr * grad, and w + v."""
    v = momentum * v + grad
    return w - lr * v, v


def torch_convention__downhill(solve, w, grad, v, lr, momentum):
    """lr multiplies the whole velocity. It multiplies the gradient only: v = momentum * v - lr * grad, and w + v."""
    v = momentum * v - grad
    return w + lr * v, v


def lr_twice(solve, w, grad, v, lr, momentum):
    """lr was used twice: it is in v already, so the step is w + v."""
    _, v = solve(w, grad, v, lr, momentum)
    return w + lr * v, v


def old_velocity(solve, w, grad, v, lr, momentum):
    """w was moved by the old velocity. First update v, then add the new one."""
    return w + v, solve(w, grad, v, lr, momentum)[1]


def gradient_twice(solve, w, grad, v, lr, momentum):
    """The gradient was subtracted again. It is in v already: the step is w + v."""
    new, v = solve(w, grad, v, lr, momentum)
    return new - lr * grad, v


def momentum_forgotten(solve, w, grad, v, lr, momentum):
    """The factor momentum is missing: the old velocity must fade, momentum * v."""
    return solve(w, grad, v, lr, 1.0)


def momentum_fixed(solve, w, grad, v, lr, momentum):
    """momentum was fixed at 0.9. Use the argument."""
    return solve(w, grad, v, lr, 0.9)


def averaged(solve, w, grad, v, lr, momentum):
    """The gradient was weighted with 1 - momentum. v is no average here: v = momentum * v - lr * grad."""
    return solve(w, (1 - momentum) * grad, v, lr, momentum)


def momentum_swapped(solve, w, grad, v, lr, momentum):
    """The old velocity was multiplied by 1 - momentum. Its factor is momentum: 0.9 keeps most of it."""
    return solve(w, grad, v, lr, 1 - momentum)


def arguments_swapped(solve, w, grad, v, lr, momentum):
    """lr and momentum are swapped: momentum multiplies v, lr multiplies the gradient."""
    return solve(w, grad, v, momentum, lr)


def momentum_on_both(solve, w, grad, v, lr, momentum):
    """momentum multiplies the gradient, too. It multiplies v only: momentum * v - lr * grad."""
    v = momentum * (v - lr * grad)
    return w + v, v


def looks_ahead(solve, w, grad, v, lr, momentum):
    """This is Nesterov's step, which looks ahead by momentum * v. Here w moves by v itself."""
    _, v = solve(w, grad, v, lr, momentum)
    return w + momentum * v - lr * grad, v


def fades_after(solve, w, grad, v, lr, momentum):
    """momentum was applied to v after the step. First v = momentum * v - lr * grad, then w + v."""
    v = v - lr * grad
    return w + v, momentum * v


spec = Spec(
    solve=momentum_step,
    torch=torch_momentum_step,
    cases=cases,
    **FAMILY.walk.played,
    wrong=(
        *(wrong for wrong in FAMILY.bound(*STEP, *STATE) if wrong.__name__ != gradient_ascent.__name__),
        *FAMILY.each(("v",), *PART, writes_into_state),
        gradient_ascent,
        gradient_ascent__subtracts,
        velocity_uphill,
        torch_convention,
        torch_convention__downhill,
        lr_twice,
        old_velocity,
        gradient_twice,
        momentum_forgotten,
        momentum_fixed,
        averaged,
        momentum_swapped,
        arguments_swapped,
        momentum_on_both,
        looks_ahead,
        fades_after,
    ),
    hints=(
        "A heavy ball on a slope: what is its speed after one more push, if it loses a part of its speed on the way?",
        "v_new = momentum * v - lr * grad; w_new = w + v_new.",
        "Two lines: v = momentum * v - lr * grad, then return w + v, v. Both make new arrays; v *= momentum would "
        "change the caller's.",
    ),
    hints_for={
        "torch_convention": (
            "Let lr change from one step to the next. Which lr should belong to the pushes of earlier steps?",
            "v = momentum * v - lr * grad: each gradient takes the lr of its own step into v.",
            "`v = momentum * v - lr * grad`, then `w = w + v`, without lr in the second line.",
        ),
        "old_velocity": OLD,
        "writes_into_everything": IN_PLACE,
    },
    magnitude=FAMILY.walk.size(momentum_step),
    walk=WALK,
)
