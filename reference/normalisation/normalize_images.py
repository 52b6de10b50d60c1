"""Pixels as float32 around zero."""

import numpy as np

from grader import Case, Spec


def normalize_images(images, mean=0.5, std=1.0):
    """Bring pixels from 0 to 255 to the scale from 0 to 1, subtract mean, divide by std: uint8 -> float32."""
    return ((images / 255 - mean) / std).astype(np.float32)


def torch_normalize_images(images, mean=0.5, std=1.0):
    """PyTorch's arithmetic, in float64 where the device has it."""
    import torch

    pixels = images.to(torch.float32 if images.device.type == "mps" else torch.float64)
    return pixels.div(255).sub(mean).div(std).float()


def magnitude(images, mean=0.5, std=1.0):
    """The pixel and the mean are subtracted from each other, so their sizes count, not that of the difference."""
    return (images / 255 + abs(mean)) / abs(std)


def _images(rng, *shape, low=0, high=256):
    """Random pixels from low to high - 1."""
    return rng.integers(low, high, shape).astype(np.uint8)


def cases(rng):
    """The defaults on pixels that can be checked by hand, then other means and deviations, dark and bright images."""
    known = np.array([[[[0, 255, 51], [102, 204, 153]]]], np.uint8)
    yield Case("known: black is -0.5, white is 0.5", {"images": known})
    yield Case("mean 0.25, deviation 0.5", {"images": _images(rng, 2, 1, 3, 4), "mean": 0.25, "std": 0.5})
    dark = _images(rng, 2, 3, 4, 1, low=5, high=90)
    yield Case("dark images, a small deviation", {"images": dark, "mean": 0.125, "std": 0.25})
    bright = np.asfortranarray(_images(rng, 3, 2, 1, 4, low=150, high=250))
    yield Case("bright images, defaults, not contiguous", {"images": bright})
    yield Case("a mean only", {"images": _images(rng, 1, 3, 2, 4), "mean": 0.75})
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        shape = (int(n) for n in rng.integers([1, 1, 2, 2], [3, 4, 5, 5]))
        mean, std = (int(n) / 16 for n in rng.integers([1, 2], [8, 12]))
        yield Case(name, {"images": _images(rng, *shape), "mean": mean, "std": std}, hidden=True)


def _single(values):
    return np.asarray(values).astype(np.float32)


def forgets_255(solve, images, mean=0.5, std=1.0):
    """The pixels were not divided by 255: mean and std belong to pixels on the scale from 0 to 1."""
    return _single((images - mean) / std)


def divides_by_256(solve, images, mean=0.5, std=1.0):
    """The pixels were divided by 256. The largest pixel is 255, and white has to become 1."""
    return _single((images / 256 - mean) / std)


def divides_by_half(solve, images, mean=0.5, std=1.0):
    """The pixels were divided by 127.5, which brings them to the scale from 0 to 2. Divide by 255."""
    return _single((images / 127.5 - mean) / std)


def divides_by_maximum(solve, images, mean=0.5, std=1.0):
    """The pixels were divided by the largest one there is. Divide by 255, or dark images get brighter."""
    return _single((images / images.max() - mean) / std)


def divides_by_maximum__each(solve, images, mean=0.5, std=1.0):
    """The pixels of each image were divided by its largest one. Divide by 255, or dark images get brighter."""
    return _single((images / images.max(axis=(1, 2, 3), keepdims=True) - mean) / std)


def stretches(solve, images, mean=0.5, std=1.0):
    """The pixels were stretched from their minimum to their maximum. Divide by 255, whatever pixels there are."""
    low, high = float(images.min()), float(images.max())
    return _single(((images - low) / (high - low) - mean) / std)


def stretches__only(solve, images, mean=0.5, std=1.0):
    """The pixels were stretched from their minimum to their maximum. Divide by 255, subtract mean, divide by std."""
    low, high = float(images.min()), float(images.max())
    return _single((images - low) / (high - low))


def own_statistics(solve, images, mean=0.5, std=1.0):
    """Mean and deviation were computed from the images. They are given: use the arguments mean and std."""
    return _single((images - images.mean()) / images.std())


def own_statistics__scaled(solve, images, mean=0.5, std=1.0):
    """The images were standardised with statistics of their own. Use the arguments mean and std only."""
    return _single(((images - images.mean()) / images.std() - mean) / std)


def own_statistics__channels(solve, images, mean=0.5, std=1.0):
    """Mean and deviation were computed from the channels. They are given: use the arguments mean and std."""
    with np.errstate(all="ignore"):
        return _single(
            (images - images.mean(axis=(0, 2, 3), keepdims=True)) / images.std(axis=(0, 2, 3), keepdims=True)
        )


def own_statistics__mean(solve, images, mean=0.5, std=1.0):
    """The mean was computed from the images. It is given: use the argument mean."""
    return _single((images / 255 - (images / 255).mean()) / std)


def subtracts_first(solve, images, mean=0.5, std=1.0):
    """The mean was subtracted before the division by 255. Divide first: mean is on the scale from 0 to 1."""
    return _single((images - mean) / 255 / std)


def mixes_scales(solve, images, mean=0.5, std=1.0):
    """mean was scaled to pixels from 0 to 255, std was not. Both are on the scale from 0 to 1: first divide by 255."""
    return _single((images - mean * 255) / std)


def mixes_scales__std(solve, images, mean=0.5, std=1.0):
    """std was scaled to pixels from 0 to 255, mean was not. Both are on the scale from 0 to 1."""
    return _single((images / 255 - mean) / (std * 255))


def scales_first(solve, images, mean=0.5, std=1.0):
    """The division by std came first. First subtract the mean, then divide the difference: mind the brackets."""
    return _single(images / 255 / std - mean)


def scales_mean_only(solve, images, mean=0.5, std=1.0):
    """Only the mean was divided by std: brackets are missing around the difference."""
    return _single(images / 255 - mean / std)


def adds_mean(solve, images, mean=0.5, std=1.0):
    """The mean was added. Subtract it, so that the numbers lie around zero."""
    return solve(images, -mean, std)


def multiplies_by_std(solve, images, mean=0.5, std=1.0):
    """The difference was multiplied by std. Divide by it."""
    return solve(images, mean, 1 / std)


def std_as_variance(solve, images, mean=0.5, std=1.0):
    """The difference was divided by the root of std. std is a standard deviation already: divide by it as it is."""
    return solve(images, mean, std**0.5)


def std_as_variance__squared(solve, images, mean=0.5, std=1.0):
    """The difference was divided by the square of std. Divide by std itself."""
    return solve(images, mean, std**2)


def swaps_mean_and_std(solve, images, mean=0.5, std=1.0):
    """mean and std were swapped: subtract mean, divide by std."""
    return solve(images, std, mean)


def ignores_mean(solve, images, mean=0.5, std=1.0):
    """The mean was not subtracted."""
    return solve(images, 0.0, std)


def ignores_std(solve, images, mean=0.5, std=1.0):
    """The difference was not divided by std."""
    return solve(images, mean, 1.0)


def ignores_both(solve, images, mean=0.5, std=1.0):
    """The pixels were divided by 255 and no more: subtract mean, then divide by std."""
    return solve(images, 0.0, 1.0)


def fixed_statistics(solve, images, mean=0.5, std=1.0):
    """mean and std were fixed at 0.5 and 1. Those are the defaults: use the arguments."""
    return solve(images, 0.5, 1.0)


def fixed_statistics__mean(solve, images, mean=0.5, std=1.0):
    """The mean was fixed at 0.5. That is the default: use the argument."""
    return solve(images, 0.5, std)


def fixed_statistics__half(solve, images, mean=0.5, std=1.0):
    """mean and std were fixed at 0.5, which gives numbers from -1 to 1. Use the arguments."""
    return solve(images, 0.5, 0.5)


def default_of_std(solve, images, mean=0.5, std=0.5):
    """std became 0.5 where it is not given. Its default is 1.0, as in the stub."""
    return solve(images, mean, std)


def default_of_mean(solve, images, mean=0.0, std=1.0):
    """mean became 0 where it is not given. Its default is 0.5, as in the stub."""
    return solve(images, mean, std)


def divides_by_whole_numbers(solve, images, mean=0.5, std=1.0):
    """The pixels were divided by // 255, which leaves only 0 and 1. Divide by /."""
    return _single((images // 255 - mean) / std)


def divides_by_whole_numbers__cast(solve, images, mean=0.5, std=1.0):
    """The quotient was turned into whole numbers, which leaves only 0 and 1. Go to float32 instead."""
    return _single(((images / 255).astype(np.uint8) - mean) / std)


def returns_pixels(solve, images, mean=0.5, std=1.0):
    """The result was turned back into whole numbers. Return float32: here everything lies near zero."""
    return solve(images, mean, std).astype(np.int64)


def returns_pixels__uint8(solve, images, mean=0.5, std=1.0):
    """The result was turned back into uint8, which knows neither fractions nor signs. Return float32."""
    return np.clip(solve(images, mean, std), 0, 255).astype(np.uint8)


def returns_pixels__wrapped(solve, images, mean=0.5, std=1.0):
    """The result was turned back into uint8, where -1 becomes 255 and fractions are lost. Return float32."""
    return solve(images, mean, std).astype(np.int64).astype(np.uint8)


def clips_at_zero(solve, images, mean=0.5, std=1.0):
    """Negative numbers were cut off at 0. They belong there: dark pixels lie below the mean."""
    return np.maximum(solve(images, mean, std), 0)


def clips_at_one(solve, images, mean=0.5, std=1.0):
    """The result was cut off at 0 and 1. It may lie outside: nothing is cut."""
    return np.clip(solve(images, mean, std), 0, 1)


def clips_at_one__signed(solve, images, mean=0.5, std=1.0):
    """The result was cut off at -1 and 1. It may lie outside: nothing is cut."""
    return np.clip(solve(images, mean, std), -1, 1)


def inverts(solve, images, mean=0.5, std=1.0):
    """The result has the opposite sign: subtract the mean from the pixels, not the pixels from the mean."""
    return -solve(images, mean, std)


def divides_in_place(solve, images, mean=0.5, std=1.0):
    """images /= 255 wants to write fractions into an array of whole numbers. Write images = images / 255."""
    images /= 255
    return _single((images - mean) / std)


def writes_into_images(solve, images, mean=0.5, std=1.0):
    """images was changed. Whoever called you still needs the pixels: make a new array."""
    out = solve(images, mean, std)
    images[...] = 0
    return out


def flattens(solve, images, mean=0.5, std=1.0):
    """Every image became one long row. Keep the shape of images."""
    return solve(images, mean, std).reshape(len(images), -1)


def moves_channels(solve, images, mean=0.5, std=1.0):
    """The channels were moved to the end. They already are where they belong: keep the shape (N, C, H, W)."""
    return solve(images, mean, std).transpose(0, 2, 3, 1)


def moves_channels__first(solve, images, mean=0.5, std=1.0):
    """The last axis was moved to the channels' place. images has its channels second already: keep its shape."""
    return solve(images, mean, std).transpose(0, 3, 1, 2)


def first_image_only(solve, images, mean=0.5, std=1.0):
    """Only the first image was normalised; the others stayed zero."""
    out = solve(images, mean, std)
    out[1:] = 0
    return out


spec = Spec(
    solve=normalize_images,
    torch=torch_normalize_images,
    cases=cases,
    shapes={"images": "N C H W", "out": "N C H W"},
    wrong=(
        forgets_255,
        divides_by_256,
        divides_by_half,
        divides_by_maximum,
        divides_by_maximum__each,
        stretches,
        stretches__only,
        own_statistics,
        own_statistics__scaled,
        own_statistics__channels,
        own_statistics__mean,
        subtracts_first,
        mixes_scales,
        mixes_scales__std,
        scales_first,
        scales_mean_only,
        adds_mean,
        multiplies_by_std,
        std_as_variance,
        std_as_variance__squared,
        swaps_mean_and_std,
        ignores_mean,
        ignores_std,
        ignores_both,
        fixed_statistics,
        fixed_statistics__mean,
        fixed_statistics__half,
        default_of_std,
        default_of_mean,
        divides_by_whole_numbers,
        divides_by_whole_numbers__cast,
        returns_pixels,
        returns_pixels__uint8,
        returns_pixels__wrapped,
        clips_at_zero,
        clips_at_one,
        clips_at_one__signed,
        inverts,
        divides_in_place,
        writes_into_images,
        flattens,
        moves_channels,
        moves_channels__first,
        first_image_only,
    ),
    hints=(
        "On which scale are the pixels, and on which are mean and std?",
        "out = (images / 255 - mean) / std: black becomes -mean / std, white (1 - mean) / std.",
        "Divide by 255 with / (uint8 becomes float), subtract mean, divide by std, and end with .astype(np.float32).",
    ),
    hints_for={
        "subtracts_first": (
            "mean is 0.5. Is that a grey in the middle on the scale from 0 to 1, or on that from 0 to 255?",
            "First images / 255, then - mean, then / std.",
            "`x = images / 255`, then `(x - mean) / std`",
        ),
        "scales_mean_only": (
            "What does Python compute first in a - b / c?",
            "out = (images / 255 - mean) / std: the whole difference is divided.",
            "`((images / 255 - mean) / std).astype(np.float32)`",
        ),
        "divides_by_maximum": (
            "Two photographs of one scene, one dark, one bright: are they to look the same afterwards?",
            "255 is the largest pixel that there can be, not the largest that there is.",
            "`x = images / 255`",
        ),
        "divides_in_place": (
            "Which type has images, and can it hold 0.2?",
            "An operation in place keeps the type of the array. images / 255 makes a new array, of floats.",
            "`x = images / 255`, and go on with x.",
        ),
    },
    magnitude=magnitude,
)
