"""Misconceptions that layers with a filter and a bias share in their backward pass.

All are called as ``wrong(solve, dout, x, w, b, stride, padding)`` and give (dx, dw, db).
"""


def mean_over_batch(solve, dout, x, w, b, stride, padding):
    """dw was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw / len(x), db


def mean_over_batch__db(solve, dout, x, w, b, stride, padding):
    """db was averaged over the batch. Sum it: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw, db / len(x)


def mean_over_batch__dw_db(solve, dout, x, w, b, stride, padding):
    """dw and db were averaged over the batch. Sum them: the loss already carries any 1/N."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw / len(x), db / len(x)


def mean_over_batch__all(solve, dout, x, w, b, stride, padding):
    """All gradients were divided by the batch size. The loss already carries any 1/N: nothing is averaged here."""
    return tuple(gradient / len(x) for gradient in solve(dout, x, w, b, stride, padding))


def db_sums_batch_only(solve, dout, x, w, b, stride, padding):
    """db was summed over the batch only: one bias serves every pixel of its channel, so sum over N, H_out and W_out."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum(axis=0)


def db_keeps_batch(solve, dout, x, w, b, stride, padding):
    """db was not summed over the batch: all images share one bias."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum(axis=(2, 3))


def db_per_image(solve, dout, x, w, b, stride, padding):
    """db has one number per image. It needs one per output channel: sum over the axes 0, 2 and 3 of dout."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum(axis=(1, 2, 3))


def db_sums_everything(solve, dout, x, w, b, stride, padding):
    """db is one number, the sum of all of dout. It needs one per output channel: sum over the axes 0, 2 and 3."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.sum()


def db_with_mean(solve, dout, x, w, b, stride, padding):
    """db is the mean of dout. It is its sum over N, H_out and W_out."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout.mean(axis=(0, 2, 3))


def db_keeps_axes(solve, dout, x, w, b, stride, padding):
    """db has the right numbers but the shape (1, C_out, 1, 1). Without keepdims it gets the shape of b: (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw, db.reshape(1, -1, 1, 1)


def db_keeps_axes__row(solve, dout, x, w, b, stride, padding):
    """db has the right numbers but the shape (1, C_out). Without keepdims it gets the shape of b: (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw, db.reshape(1, -1)


def db_keeps_axes__column(solve, dout, x, w, b, stride, padding):
    """db has the right numbers but the shape (C_out, 1). Without keepdims it gets the shape of b: (C_out,)."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw, db.reshape(-1, 1)


def db_assigned(solve, dout, x, w, b, stride, padding):
    """db holds the last image's share only: it was assigned (=) in the loop over the batch, not added (+=)."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout[-1].sum(axis=(1, 2))


def db_assigned__position(solve, dout, x, w, b, stride, padding):
    """db holds the last position's share only: it was assigned (=) in the loop over i and j, not added (+=)."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout[:, :, -1, -1].sum(axis=0)


def db_assigned__everywhere(solve, dout, x, w, b, stride, padding):
    """db holds the very last number of each channel only: it was assigned (=) inside the loops, not added (+=)."""
    dx, dw, _ = solve(dout, x, w, b, stride, padding)
    return dx, dw, dout[-1, :, -1, -1].copy()


def last_image_only(solve, dout, x, w, b, stride, padding):
    """dw holds the last image's share only: it was assigned (=) in the loop over the batch, not added (+=)."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout[-1:], x[-1:], w, b, stride, padding)[1], db


def first_image_only(solve, dout, x, w, b, stride, padding):
    """dw holds the first image's share only: sum over the whole batch."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout[:1], x[:1], w, b, stride, padding)[1], db


def dx_flips_filter(solve, dout, x, w, b, stride, padding):
    """dx was computed with the filter flipped: in the loop over windows the filter goes back as it came."""
    _, dw, db = solve(dout, x, w, b, stride, padding)
    return solve(dout, x, w[:, :, ::-1, ::-1], b, stride, padding)[0], dw, db


def dx_flat(solve, dout, x, w, b, stride, padding):
    """dx has one long row per image. Give it back in the shape of x."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx.reshape(len(dx), -1), dw, db


def dw_flat(solve, dout, x, w, b, stride, padding):
    """dw is still a matrix. Reshape it to the shape of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.reshape(len(dw), -1), db


def dw_flat__transposed(solve, dout, x, w, b, stride, padding):
    """dw is still a matrix, and transposed. Transpose it back, then reshape it to the shape of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.reshape(len(dw), -1).T, db


def dw_transposed(solve, dout, x, w, b, stride, padding):
    """Height and width of dw were swapped on the way into its shape: transpose before you reshape."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(0, 1, 3, 2).reshape(w.shape), db


def dw_transposed__shape(solve, dout, x, w, b, stride, padding):
    """Height and width of dw were swapped: its last two axes are (K_h, K_w), as those of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(0, 1, 3, 2), db


def dw_transposed__reshaped(solve, dout, x, w, b, stride, padding):
    """dw was reshaped to (..., K_w, K_h): its last two axes are (K_h, K_w), as those of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.reshape(*w.shape[:2], w.shape[3], w.shape[2]), db


def dw_channels_swapped(solve, dout, x, w, b, stride, padding):
    """The channel axes of dw were swapped: its first two axes come in the order of those of w."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(1, 0, 2, 3), db


def dw_channels_swapped__value_error(solve, dout, x, w, b, stride, padding):
    """The channel axes of dw were swapped, so it does not fit: its first two axes come in the order of those of w."""
    if w.shape[0] != w.shape[1]:
        raise ValueError("could not broadcast")
    return dw_channels_swapped(solve, dout, x, w, b, stride, padding)


def dw_channels_reshaped(solve, dout, x, w, b, stride, padding):
    """dw was reshaped where its axes had to be transposed: the numbers are right but in the wrong places."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(1, 2, 3, 0).reshape(w.shape), db


def dw_channels_reshaped__channels(solve, dout, x, w, b, stride, padding):
    """The channel axes of dw were swapped by a reshape: the numbers are right but in the wrong places. Transpose."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw.transpose(1, 0, 2, 3).reshape(w.shape), db


def dw_flipped(solve, dout, x, w, b, stride, padding):
    """dw is flipped in height and width: its element [p, q] belongs to the same corner of the window as w's."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, dw[:, :, ::-1, ::-1], db


def dw_from_dx(solve, dout, x, w, b, stride, padding):
    """dw was computed from the input gradient: dw is dout with x, dx is dout with w."""
    dx, _, db = solve(dout, x, w, b, stride, padding)
    return dx, solve(dout, dx, w, b, stride, padding)[1], db


def upstream_is_one(solve, dout, x, w, b, stride, padding):
    """dout is ignored, as if the loss were the sum of the output: every gradient is multiplied by dout."""
    return solve(1 + 0 * dout, x, w, b, stride, padding)


def upstream_is_one__dx_dw(solve, dout, x, w, b, stride, padding):
    """dout is ignored in dx and dw, as if the loss were the sum of the output: both are multiplied by dout."""
    dx, dw, _ = solve(1 + 0 * dout, x, w, b, stride, padding)
    return dx, dw, solve(dout, x, w, b, stride, padding)[2]


def opposite_sign(solve, dout, x, w, b, stride, padding):
    """All gradients have the opposite sign. The minus belongs to the update step (w - lr * dw), not to the gradient."""
    return tuple(-gradient for gradient in solve(dout, x, w, b, stride, padding))


def other_order(solve, dout, x, w, b, stride, padding):
    """The gradients come in another order. Return dx, dw, db."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dw, dx, db


def other_order__dx_last(solve, dout, x, w, b, stride, padding):
    """The gradients come in another order. Return dx first, then dw and db."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dw, db, dx


def other_order__db_second(solve, dout, x, w, b, stride, padding):
    """The gradients come in another order. Return dx, dw, db: db is the last."""
    dx, dw, db = solve(dout, x, w, b, stride, padding)
    return dx, db, dw


def writes_into_dout(solve, dout, x, w, b, stride, padding):
    """dout was changed in place: whoever called you still needs it. Work on a copy."""
    gradients = solve(dout, x, w, b, stride, padding)
    dout *= 0
    return gradients


def last_inside(count, step, start, size):
    """The last of ``count`` places, ``step`` apart from ``start`` on, that is on an axis of ``size``; None if none is.

    In a loop that asks ``if 0 <= row < size``, an assignment (=) leaves what came from there.
    """
    return next((i for i in reversed(range(count)) if 0 <= i * step + start < size), None)


SHARED = (
    mean_over_batch,
    mean_over_batch__db,
    mean_over_batch__dw_db,
    mean_over_batch__all,
    db_sums_batch_only,
    db_keeps_batch,
    db_per_image,
    db_sums_everything,
    db_with_mean,
    db_keeps_axes,
    db_keeps_axes__row,
    db_keeps_axes__column,
    db_assigned,
    db_assigned__position,
    db_assigned__everywhere,
    last_image_only,
    first_image_only,
    dx_flips_filter,
    dx_flat,
    dw_flat,
    dw_flat__transposed,
    dw_transposed,
    dw_transposed__shape,
    dw_transposed__reshaped,
    dw_channels_swapped,
    dw_channels_swapped__value_error,
    dw_channels_reshaped,
    dw_channels_reshaped__channels,
    dw_flipped,
    dw_from_dx,
    upstream_is_one,
    upstream_is_one__dx_dw,
    opposite_sign,
    other_order,
    other_order__dx_last,
    other_order__db_second,
    writes_into_dout,
)
