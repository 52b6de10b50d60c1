"""Residual block, backward: what arrives goes through both layers, and past them."""

import numpy as np

from grader import Case, Spec, grid

from ..convolution.conv_backward import conv_backward, naive_conv_backward
from .residual_block_forward import NAMES, residual_block_forward, same_conv
from .residual_block_forward import cases as forward_cases


def same_conv_backward(dout, x, w, b):
    """Gradients of a convolution that keeps the size of its images."""
    return conv_backward(dout, x, w, b, 1, (w.shape[2] - 1) // 2)


def residual_block_backward(dout, x, w1, b1, w2, b2):
    """Gradients of a residual block, dout like x -> dx, dw1, db1, dw2, db2, each like its argument.

    He, Zhang, Ren & Sun, Deep Residual Learning for Image Recognition (arXiv 1512.03385), section 3.2.
    """
    z1 = same_conv(x, w1, b1)
    hidden = np.maximum(z1, 0)
    total = x + same_conv(hidden, w2, b2)
    dtotal = np.where(total > 0, dout, 0)
    dhidden, dw2, db2 = same_conv_backward(dtotal, hidden, w2, b2)
    through, dw1, db1 = same_conv_backward(np.where(z1 > 0, dhidden, 0), x, w1, b1)
    return dtotal + through, dw1, db1, dw2, db2


def naive_residual_block_backward(dout, x, w1, b1, w2, b2):
    """With the naive gradients of the convolution, and the masks as factors."""
    p1, p2 = w1.shape[2] // 2, w2.shape[2] // 2
    z1 = same_conv(x, w1, b1)
    hidden = z1 * (z1 > 0)
    dtotal = dout * (x + same_conv(hidden, w2, b2) > 0)
    dhidden, dw2, db2 = naive_conv_backward(dtotal, hidden, w2, b2, 1, p2)
    dx, dw1, db1 = naive_conv_backward(dhidden * (z1 > 0), x, w1, b1, 1, p1)
    return dx + dtotal, dw1, db1, dw2, db2


def torch_residual_block_backward(dout, x, w1, b1, w2, b2):
    """PyTorch's autograd through the block."""
    import torch
    from torch.nn import functional

    inputs = [tensor.requires_grad_() for tensor in (x, w1, b1, w2, b2)]
    hidden = torch.relu(functional.conv2d(x, w1, b1, padding="same"))
    y = torch.relu(x + functional.conv2d(hidden, w2, b2, padding="same"))
    return torch.autograd.grad(y, inputs, dout)


def cases(rng):
    """The blocks of residual_block_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        dout = grid(rng, *case.args["x"].shape, limit=2)
        if "by hand" in case.name:
            dout = np.array([[[[1.0, 5.0, 2.0]]]])
        if "not contiguous" in case.name:
            dout = dout.repeat(2, axis=3)[..., ::2]
        # There x was moved, so the input of the first relu may be near its kink.
        smooth = "zero" not in case.name
        yield Case(case.name.replace("relu(x) is left", "only the short cut is left"), {"dout": dout, **case.args},
                   case.hidden, smooth)  # fmt: skip


def block(dout, x, w1, b1, w2, b2, outer=None, inner=None, cut=lambda d: d, into_second=None):
    """The gradients with parts that can be replaced.

    outer        mask of the last relu, from (x, z2)       inner        mask of the first one, from (z1, dhidden)
    cut          what the short cut does to its gradient   into_second  what the second layer is thought to have got
    """
    z1 = same_conv(x, w1, b1)
    hidden = np.maximum(z1, 0)
    z2 = same_conv(hidden, w2, b2)
    dtotal = dout * ((x + z2 > 0) if outer is None else outer(x, z2))
    used = hidden if into_second is None else into_second(z1)
    dhidden, dw2, db2 = same_conv_backward(dtotal, used, w2, b2)
    dz1 = dhidden * ((z1 > 0) if inner is None else inner(z1, dhidden))
    through, dw1, db1 = same_conv_backward(dz1, x, w1, b1)
    return cut(dtotal) + through, dw1, db1, dw2, db2


def short_cut_missing(solve, dout, x, w1, b1, w2, b2):
    """dx lacks the short cut: what arrives at x + z2 also goes straight to x. Add it."""
    return block(dout, x, w1, b1, w2, b2, cut=lambda d: 0 * d)


def short_cut_unmasked(solve, dout, x, w1, b1, w2, b2):
    """The short cut carries dout itself. It begins before the last relu: where that cut off, nothing comes back."""
    return block(dout, x, w1, b1, w2, b2, cut=lambda d: dout)


def short_cut_twice(solve, dout, x, w1, b1, w2, b2):
    """The short cut was added twice to dx, once too often."""
    return block(dout, x, w1, b1, w2, b2, cut=lambda d: 2 * d)


def short_cut_multiplied(solve, dout, x, w1, b1, w2, b2):
    """The short cut's gradient was multiplied by x. x is added in the forward pass, so it is passed on as it is."""
    return block(dout, x, w1, b1, w2, b2, cut=lambda d: d * x)


def short_cut_only(solve, dout, x, w1, b1, w2, b2):
    """dx has the short cut only: it was assigned (=) over the other way. Add both."""
    gradients = solve(dout, x, w1, b1, w2, b2)
    through = block(dout, x, w1, b1, w2, b2, cut=lambda d: 0 * d)[0]
    return gradients[0] - through, *gradients[1:]


def subtracts_way(solve, dout, x, w1, b1, w2, b2):
    """The way through the layers was subtracted in dx. Two ways that lead to the loss are added."""
    dx, *rest = solve(dout, x, w1, b1, w2, b2)
    through = block(dout, x, w1, b1, w2, b2, cut=lambda d: 0 * d)[0]
    return dx - 2 * through, *rest


def outer_unmasked(solve, dout, x, w1, b1, w2, b2):
    """The last relu lets every gradient pass. Where x + z2 is not positive, nothing comes back."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: 1.0)


def inner_unmasked(solve, dout, x, w1, b1, w2, b2):
    """The relu between the layers lets every gradient pass. Where z1 is not positive, nothing comes back."""
    return block(dout, x, w1, b1, w2, b2, inner=lambda z1, d: 1.0)


def both_unmasked(solve, dout, x, w1, b1, w2, b2):
    """Both relus let every gradient pass. Where the input of a relu is not positive, nothing comes back."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: 1.0, inner=lambda z1, d: 1.0)


def outer_mask_without_x(solve, dout, x, w1, b1, w2, b2):
    """The mask of the last relu was taken from z2. Its input is x + z2."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: z2 > 0)


def outer_mask_of_x(solve, dout, x, w1, b1, w2, b2):
    """The mask of the last relu was taken from x. Its input is x + z2."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: x > 0)


def masks_by_gradient(solve, dout, x, w1, b1, w2, b2):
    """The relus look at the sign of the gradient. They depend on the sign of their input in the forward pass."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: dout > 0, inner=lambda z1, d: d > 0)


def masks_by_gradient__inner(solve, dout, x, w1, b1, w2, b2):
    """The inner relu looks at the sign of the gradient. It depends on the sign of z1."""
    return block(dout, x, w1, b1, w2, b2, inner=lambda z1, d: d > 0)


def masks_by_gradient__outer(solve, dout, x, w1, b1, w2, b2):
    """The last relu looks at the sign of the gradient. It depends on the sign of x + z2."""
    return block(dout, x, w1, b1, w2, b2, outer=lambda x, z2: dout > 0)


def second_layer_got_z1(solve, dout, x, w1, b1, w2, b2):
    """dw2 was computed with z1. The second layer gets relu(z1)."""
    return block(dout, x, w1, b1, w2, b2, into_second=lambda z1: z1)


def forgets_b1_in_masks(solve, dout, x, w1, b1, w2, b2):
    """The forward pass was done again without b1, so masks and dw2 are those of other numbers."""
    return solve(dout, x, w1, 0 * b1, w2, b2)


def forgets_b2_in_masks(solve, dout, x, w1, b1, w2, b2):
    """The forward pass was done again without b2, so the last mask is that of other numbers."""
    return solve(dout, x, w1, b1, w2, 0 * b2)


def db2_from_dout(solve, dout, x, w1, b1, w2, b2):
    """db2 was summed from dout. The last relu comes in between: sum what is left after it."""
    dx, dw1, db1, dw2, _ = solve(dout, x, w1, b1, w2, b2)
    return dx, dw1, db1, dw2, dout.sum(axis=(0, 2, 3))


def mean_over_batch(solve, dout, x, w1, b1, w2, b2):
    """The gradients of filters and biases were divided by N. The loss already carries any 1/N: sum them."""
    dx, *rest = solve(dout, x, w1, b1, w2, b2)
    return dx, *(gradient / len(x) for gradient in rest)


def mean_over_batch__all(solve, dout, x, w1, b1, w2, b2):
    """All gradients were divided by N. The loss already carries any 1/N: nothing is averaged here."""
    return tuple(gradient / len(x) for gradient in solve(dout, x, w1, b1, w2, b2))


def biases_over_batch_only(solve, dout, x, w1, b1, w2, b2):
    """db1 and db2 were summed over the batch only. One bias serves a whole channel: sum over axes 0, 2 and 3."""
    dx, dw1, _, dw2, _ = solve(dout, x, w1, b1, w2, b2)
    z1 = same_conv(x, w1, b1)
    hidden = np.maximum(z1, 0)
    dtotal = dout * (x + same_conv(hidden, w2, b2) > 0)
    dz1 = same_conv_backward(dtotal, hidden, w2, b2)[0] * (z1 > 0)
    return dx, dw1, dz1.sum(axis=0), dw2, dtotal.sum(axis=0)


def biases_keep_axes(solve, dout, x, w1, b1, w2, b2):
    """db1 and db2 have too many axes. Without keepdims they get the shapes of b1 and b2."""
    dx, dw1, db1, dw2, db2 = solve(dout, x, w1, b1, w2, b2)
    return dx, dw1, db1.reshape(1, -1, 1, 1), dw2, db2.reshape(1, -1, 1, 1)


def upstream_is_one(solve, dout, x, w1, b1, w2, b2):
    """dout is ignored, as if the loss were the sum of y: every gradient is multiplied by dout."""
    return solve(1 + 0 * dout, x, w1, b1, w2, b2)


def opposite_sign(solve, dout, x, w1, b1, w2, b2):
    """All gradients have the opposite sign. The minus belongs to the update step, not to the gradient."""
    return tuple(-gradient for gradient in solve(dout, x, w1, b1, w2, b2))


def other_order(solve, dout, x, w1, b1, w2, b2):
    """The gradients come in the order in which they are computed. Return dx, dw1, db1, dw2, db2."""
    dx, dw1, db1, dw2, db2 = solve(dout, x, w1, b1, w2, b2)
    return dx, dw2, db2, dw1, db1


def other_order__dx_last(solve, dout, x, w1, b1, w2, b2):
    """The gradients come in another order. Return dx first, then dw1, db1, dw2, db2."""
    dx, dw1, db1, dw2, db2 = solve(dout, x, w1, b1, w2, b2)
    return dw1, db1, dw2, db2, dx


def returns_dx_only(solve, dout, x, w1, b1, w2, b2):
    """Only dx was returned. Return dx, dw1, db1, dw2, db2."""
    return solve(dout, x, w1, b1, w2, b2)[0]


def writes_into_dout(solve, dout, x, w1, b1, w2, b2):
    """dout was changed in place: whoever called you still needs it. Write dout * (z > 0), or work on a copy."""
    gradients = solve(dout, x, w1, b1, w2, b2)
    dout *= 0
    return gradients


def other_order__as_computed(solve, dout, x, w1, b1, w2, b2):
    """The gradients come in the order in which they are computed. Return dx, dw1, db1, dw2, db2."""
    dx, dw1, db1, dw2, db2 = solve(dout, x, w1, b1, w2, b2)
    return dw2, db2, dw1, db1, dx


spec = Spec(
    solve=residual_block_backward,
    torch=torch_residual_block_backward,
    second=naive_residual_block_backward,
    forward=residual_block_forward,
    wrt=NAMES,
    cases=cases,
    outputs=("dx", "dw1", "db1", "dw2", "db2"),
    shapes={
        **dict.fromkeys(("dout", "x", "dx"), "N C H W"),
        **dict.fromkeys(("w1", "dw1"), "M C K_h K_w"),
        **dict.fromkeys(("w2", "dw2"), "C M K_h K_w"),
        **dict.fromkeys(("b1", "db1"), "M"),
        **dict.fromkeys(("b2", "db2"), "C"),
    },
    wrong=(
        short_cut_missing,
        short_cut_unmasked,
        short_cut_twice,
        short_cut_multiplied,
        short_cut_only,
        subtracts_way,
        outer_unmasked,
        inner_unmasked,
        both_unmasked,
        outer_mask_without_x,
        outer_mask_of_x,
        masks_by_gradient,
        masks_by_gradient__inner,
        masks_by_gradient__outer,
        second_layer_got_z1,
        forgets_b1_in_masks,
        forgets_b2_in_masks,
        db2_from_dout,
        mean_over_batch,
        mean_over_batch__all,
        biases_over_batch_only,
        biases_keep_axes,
        upstream_is_one,
        opposite_sign,
        other_order,
        other_order__dx_last,
        other_order__as_computed,
        returns_dx_only,
        writes_into_dout,
    ),
    hints=(
        "Go through the block from its end: a relu, an addition, a convolution, a relu, a convolution. Which of them "
        "has two inputs, and what does each input get?",
        "d = dout * (x + z2 > 0); dh, dw2, db2 = gradients of the second convolution for d; dz1 = dh * (z1 > 0); "
        "through, dw1, db1 = those of the first for dz1; dx = d + through.",
        "Do the forward pass again and keep z1 and x + z2. Then call your own conv_backward twice, the second layer "
        "first: with np.maximum(z1, 0) as its input, with x as that of the first layer.",
    ),
    hints_for={
        "dx": (
            "On how many ways does a change of x reach y?",
            "dx = d + (what comes back through both layers), with d = dout * (x + z2 > 0).",
            "`through, dw1, db1 = conv_backward(dz1, x, w1, ...)`, then `dx = d + through`.",
        ),
        "dw2": (
            "What exactly did the second convolution get in the forward pass?",
            "Its input is relu(z1), and the gradient at its output is d = dout * (x + z2 > 0).",
            "`dh, dw2, db2 = conv_backward(d, np.maximum(z1, 0), w2, ...)`.",
        ),
        "dw1": (
            "What lies between the two convolutions, and what does it do to a gradient on the way back?",
            "dz1 = dh * (z1 > 0); dw1 is made of dz1 and x.",
            "`dz1 = dh * (z1 > 0)`, then `conv_backward(dz1, x, w1, ...)`.",
        ),
    },
)
