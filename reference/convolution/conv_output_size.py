"""The output size of a convolution: the one formula everything else on sliding windows rests on."""

from grader import Case, Spec


def conv_output_size(size, kernel, stride, padding):
    """The number of positions of a window on a padded axis, all ints.

    Dumoulin & Visin, A guide to convolution arithmetic for deep learning (arXiv 1603.07285), relationship 6.
    Raises ValueError when the window is larger than the padded axis.
    """
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError(f"a window of {kernel} does not fit into {size} + 2 * {padding} elements")
    return room // stride + 1


def torch_conv_output_size(size, kernel, stride, padding):
    """The shape PyTorch gives to a convolution."""
    import torch

    signal, window = torch.zeros(1, 1, size), torch.zeros(1, 1, kernel)
    return torch.nn.functional.conv1d(signal, window, stride=stride, padding=padding).shape[2]


def cases(rng):
    """The sizes of the lectures, one setting per way to go wrong, and two drawn anew."""
    for name, args, hidden in [
        ("7 wide, kernel 3, stride 2", (7, 3, 2, 0), False),
        ("32 wide, kernel 5, stride 1", (32, 5, 1, 0), False),
        ("6 wide, kernel 2, padding 1: 7, not 5", (6, 2, 1, 1), False),
        ("the stride leaves a rest", (8, 3, 2, 0), False),
        ("padding, stride and a rest", (11, 4, 3, 2), False),
        ("kernel as wide as the axis", (5, 5, 1, 0), False),
        ("kernel that fits into the padding only", (3, 4, 1, 1), False),
        ("sizes drawn anew", tuple(int(n) for n in rng.integers([20, 2, 2, 1], [60, 9, 5, 4])), True),
        ("sizes drawn anew, once more", tuple(int(n) for n in rng.integers([9, 2, 1, 0], [20, 6, 4, 3])), True),
    ]:
        yield Case(name, dict(zip(("size", "kernel", "stride", "padding"), args)), hidden)
    too_wide = {"size": 3, "kernel": 6, "stride": 1, "padding": 1}
    yield Case("a window that does not fit is a ValueError", too_wide, scored=False)


def forgets_padding(solve, size, kernel, stride, padding):
    """The padding is left out: it widens the axis before the window slides."""
    return (size - kernel) // stride + 1


def forgets_padding__value_error(solve, size, kernel, stride, padding):
    """The padding is left out: it widens the axis before the window slides."""
    return solve(size, kernel, stride, 0)


def compares_before_padding(solve, size, kernel, stride, padding):
    """A window that fits into the padded axis is refused: compare kernel with size + 2 * padding, not with size."""
    if kernel > size:
        raise ValueError("the window does not fit")
    return solve(size, kernel, stride, padding)


def pads_one_side(solve, size, kernel, stride, padding):
    """The padding was counted once. It is added on both sides, so it counts twice: 2 * padding."""
    return (size + padding - kernel) // stride + 1


def forgets_plus_one(solve, size, kernel, stride, padding):
    """The + 1 is missing: the window at position 0 counts too."""
    return solve(size, kernel, stride, padding) - 1


def ignores_stride(solve, size, kernel, stride, padding):
    """The stride is ignored: the window moves several elements at a time."""
    return solve(size, kernel, 1, padding)


def does_not_round(solve, size, kernel, stride, padding):
    """The division is not rounded down. A last step that does not fit is dropped: use // for the division."""
    return (size + 2 * padding - kernel) / stride + 1


def rounds_up(solve, size, kernel, stride, padding):
    """The division is rounded up, which counts a window that sticks out at the end. Round down."""
    return -(-(size + 2 * padding - kernel) // stride) + 1


def divides_everything(solve, size, kernel, stride, padding):
    """The + 1 was divided too: first divide by the stride, then add 1."""
    return (size + 2 * padding - kernel + 1) // stride


def subtracts_padding(solve, size, kernel, stride, padding):
    """The padding was subtracted; it adds 2 * padding elements to the axis. (6, 2, 1, 1) gives 7, not 3."""
    return (size - 2 * padding - kernel) // stride + 1


def subtracts_padding__value_error(solve, size, kernel, stride, padding):
    """The padding was subtracted; it adds 2 * padding elements to the axis. (6, 2, 1, 1) gives 7, not 3."""
    return solve(size, kernel, stride, -padding)


spec = Spec(
    solve=conv_output_size,
    torch=torch_conv_output_size,
    cases=cases,
    wrong=(
        forgets_padding,
        forgets_padding__value_error,
        compares_before_padding,
        pads_one_side,
        forgets_plus_one,
        ignores_stride,
        does_not_round,
        rounds_up,
        divides_everything,
        subtracts_padding,
        subtracts_padding__value_error,
    ),
    hints=(
        "Draw the axis with its padding as boxes and slide the window. How far can its left edge go?",
        "The left edge can go to size + 2 * padding - kernel; it stops every stride elements, beginning at 0.",
        "return (size + 2 * padding - kernel) // stride + 1, after the check that the window fits.",
    ),
    hints_for={
        "forgets_plus_one": (
            "Take an axis of 3 elements and a window of 3. How far can it move, and how many positions is that?",
            "Steps and positions are not the same: `steps = (size + 2 * padding - kernel) // stride`, and one "
            "position more.",
            "`return steps + 1`.",
        ),
        "does_not_round": (
            "What is 5 / 2 in Python, and what is 5 // 2? Of which type are they?",
            "floor(room / stride) + 1, where room is `size + 2 * padding - kernel`.",
            "`room // stride + 1`, an int: no `/` is needed.",
        ),
        "rounds_up": (
            "Take size 8, kernel 3 and stride 2. At which elements does the window begin, and does the last one lie "
            "inside?",
            "Only whole steps count: floor((size + 2 * padding - kernel) / stride).",
            "`(size + 2 * padding - kernel) // stride`, without `ceil` or `round`; then add 1.",
        ),
    },
)
