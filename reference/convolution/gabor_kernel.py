"""Gabor filter: a Gaussian times a cosine, in coordinates that are turned by theta."""

import cmath
import math
from dataclasses import dataclass, replace

import numpy as np

from grader import Case, Spec

NAMES = ("size", "sigma", "theta", "wavelength", "phase", "aspect")


def gabor_kernel(size, sigma, theta, wavelength, phase, aspect):
    """A kernel (size, size) that answers to waves of one direction; sigma and wavelength in pixels, angles in radians.

    Petkov & Kruizinga, Computational models of visual neurons specialised in the detection of periodic and aperiodic
    oriented visual stimuli (Biological Cybernetics 76, 1997), equation 1.
    """
    along = np.arange(size) - (size - 1) / 2
    x, y = along, along[:, None]
    turned_x = x * np.cos(theta) + y * np.sin(theta)
    turned_y = -x * np.sin(theta) + y * np.cos(theta)
    bell = np.exp(-(turned_x**2 + aspect**2 * turned_y**2) / (2 * sigma**2))
    return bell * np.cos(2 * np.pi * turned_x / wavelength + phase)


def gabor_of_complex_numbers(size, sigma, theta, wavelength, phase, aspect):
    """One number at a time: a pixel is the complex number x + iy, turned by exp(-i theta); the wave is a real part."""
    out = np.zeros((size, size))
    for i, j in np.ndindex(out.shape):
        turned = complex(j - (size - 1) / 2, i - (size - 1) / 2) * cmath.exp(-1j * theta)
        bell = -((turned.real / sigma) ** 2 + (aspect * turned.imag / sigma) ** 2) / 2
        wave = math.tau * turned.real / wavelength + phase
        out[i, j] = cmath.exp(complex(bell, wave)).real
    return out


def magnitude(size, sigma, theta, wavelength, phase, aspect):
    """A rounding error of the exponent is one of the bell's factor, one of the angle moves the cosine as far."""
    along = np.abs(np.arange(size) - (size - 1) / 2)
    reach = along + along[:, None]  # the absolute values that are added up in x' and y'
    exponent = (1 + aspect**2) * reach**2 / (2 * sigma**2)
    angle = 2 * np.pi * reach / wavelength + abs(phase)
    return _parts(size, sigma, theta, wavelength, phase, aspect).bell * (1 + exponent + angle)


def cases(rng):
    """One property after the other, then all at once; numbers from which no two slips give the same kernel."""
    for name, args in [
        ("3x3, wave along the rows, wide bell", (3, 2.0, 0.0, 4.0, 0.0, 1.0)),
        ("5x5, round bell, turned by 0.5 radians", (5, 1.5, 0.5, 3.0, 0.0, 1.0)),
        ("7x7, all numbers different", (7, 2.25, 0.75, 5.0, 0.625, 0.5)),
        ("6x6: the centre lies between pixels", (6, 1.25, -0.4, 3.5, -1.125, 1.5)),
    ]:
        yield Case(name, dict(zip(NAMES, args)))
    for name in ("numbers drawn anew", "numbers drawn anew, once more"):
        size = int(rng.integers(4, 10))
        steps = (int(n) for n in rng.integers([16, 3, 40, 3, 5], [40, 24, 90, 28, 14]))
        sigma, theta, wavelength, phase, aspect = (n / unit for n, unit in zip(steps, (16, 16, 16, 16, 8)))
        yield Case(name, dict(zip(NAMES, (size, sigma, theta, wavelength, phase, aspect))), True)


@dataclass(frozen=True)
class Parts:
    """The quantities of the formula."""

    x: np.ndarray
    y: np.ndarray
    turned_x: np.ndarray
    turned_y: np.ndarray
    sigma: float
    wavelength: float
    phase: float
    aspect: float

    @property
    def bell(self):
        return np.exp(-(self.turned_x**2 + self.aspect**2 * self.turned_y**2) / (2 * self.sigma**2))

    @property
    def angle(self):
        return 2 * np.pi * self.turned_x / self.wavelength + self.phase

    @property
    def kernel(self):
        return self.bell * np.cos(self.angle)


def _parts(size, sigma, theta, wavelength, phase, aspect, along=None):
    along = np.arange(size) - (size - 1) / 2 if along is None else along
    x, y = np.meshgrid(along, along)
    turned_x, turned_y = x * np.cos(theta) + y * np.sin(theta), -x * np.sin(theta) + y * np.cos(theta)
    return Parts(x, y, turned_x, turned_y, sigma, wavelength, phase, aspect)


# The grid


def starts_at_corner(solve, *args):
    """The grid begins at 0 in the top left corner. Its centre is 0: subtract (size - 1)/2."""
    return _parts(*args, along=np.arange(args[0])).kernel


def centre_off(solve, *args):
    """The centre is off by half a pixel: it is at (size - 1)/2, not at size/2."""
    return _parts(*args, along=np.arange(args[0]) - args[0] / 2).kernel


def centre_rounded(solve, *args):
    """The centre was rounded to a pixel. Where size is even it lies between two: it is at (size - 1)/2."""
    return _parts(*args, along=np.arange(args[0]) - args[0] // 2).kernel


def centre_rounded__down(solve, *args):
    """The centre was rounded down to a pixel. Where size is even it lies between two: it is at (size - 1)/2, not //."""
    return _parts(*args, along=np.arange(args[0]) - (args[0] - 1) // 2).kernel


def one_too_large(solve, size, *args):
    """The grid goes from -size//2 to size//2, which is one too many where size is even. There are `size` of each."""
    half = size // 2
    return _parts(size, *args, along=np.arange(-half, half + 1)).kernel


def spans_one(solve, *args):
    """The grid goes from -1 to 1. x and y count pixels, as sigma and wavelength do: from -(size - 1)/2 on, in ones."""
    return _parts(*args, along=np.linspace(-1, 1, args[0])).kernel


def spans_size(solve, *args):
    """The grid goes from -size/2 to size/2, in steps of more than 1. It begins at -(size - 1)/2, with steps of 1."""
    return _parts(*args, along=np.linspace(-args[0] / 2, args[0] / 2, args[0])).kernel


def swaps_axes(solve, *args):
    """x and y were swapped, or sine and cosine: x counts columns, y counts rows, and at theta = 0 x' is x."""
    return solve(*args).T


# The turn


def turns_other_way(solve, size, sigma, theta, *args):
    """The grid was turned the other way. y grows downwards, as rows do, and x' = x cos(theta) + y sin(theta)."""
    return solve(size, sigma, -theta, *args)


def theta_in_degrees(solve, size, sigma, theta, *args):
    """theta was taken for degrees. It is in radians already, as np.cos expects it."""
    return solve(size, sigma, np.deg2rad(theta), *args)


def ignores_theta(solve, size, sigma, theta, *args):
    """theta is ignored: the wave runs along x', not along x."""
    return solve(size, sigma, 0.0, *args)


def both_signs_plus(solve, size, sigma, theta, *args):
    """The minus in y' is missing: y' = -x sin(theta) + y cos(theta)."""
    p = _parts(size, sigma, theta, *args)
    return replace(p, turned_y=p.x * np.sin(theta) + p.y * np.cos(theta)).kernel


def reuses_turned_x(solve, size, sigma, theta, *args):
    """y' was computed from x', because x had been overwritten. Both come from the x and y of the grid."""
    p = _parts(size, sigma, theta, *args)
    return replace(p, turned_y=-p.turned_x * np.sin(theta) + p.y * np.cos(theta)).kernel


def bell_not_turned(solve, *args):
    """The bell was computed from x and y. It is turned together with the wave: use x' and y'."""
    p = _parts(*args)
    return replace(p, turned_x=p.x, turned_y=p.y).bell * np.cos(p.angle)


def wave_not_turned(solve, *args):
    """The wave runs along x. It runs along x': use x' in the cosine too."""
    p = _parts(*args)
    return p.bell * np.cos(2 * np.pi * p.x / p.wavelength + p.phase)


def wave_along_y(solve, *args):
    """The wave runs along y'. It runs along x', in the direction theta."""
    p = _parts(*args)
    return p.bell * np.cos(2 * np.pi * p.turned_y / p.wavelength + p.phase)


# The bell


def sigma_not_squared(solve, *args):
    """sigma was not squared in the bell: the exponent is -(...) / (2 sigma^2)."""
    p = _parts(*args)
    return replace(p, sigma=np.sqrt(p.sigma)).kernel


def bell_without_half(solve, *args):
    """The 2 is missing in the bell: the exponent is -(...) / (2 sigma^2)."""
    p = _parts(*args)
    return replace(p, sigma=p.sigma / np.sqrt(2)).kernel


def divides_then_multiplies(solve, *args):
    """Brackets are missing: / 2 * sigma**2 divides by 2 and then multiplies. Write / (2 * sigma**2)."""
    p = _parts(*args)
    return replace(p, sigma=1 / p.sigma).kernel


def bell_grows(solve, *args):
    """The minus in the exponent is missing, so the bell grows outwards."""
    p = _parts(*args)
    return np.cos(p.angle) / p.bell


def aspect_not_squared(solve, *args):
    """aspect was not squared: it is aspect^2 * y'^2, the square of aspect * y'."""
    p = _parts(*args)
    return replace(p, aspect=np.sqrt(p.aspect)).kernel


def ignores_aspect(solve, *args):
    """aspect is ignored: y'^2 is multiplied by aspect^2."""
    return solve(*args[:-1], 1.0)


def divides_by_aspect(solve, *args):
    """y' was divided by aspect: multiply, so that an aspect below 1 makes the bell longer across the wave."""
    return solve(*args[:-1], 1 / args[-1])


def aspect_on_x(solve, *args):
    """aspect was multiplied to x'. It belongs to y', the direction across the wave."""
    p = _parts(*args)
    return np.exp(-(p.aspect**2 * p.turned_x**2 + p.turned_y**2) / (2 * p.sigma**2)) * np.cos(p.angle)


def bell_normalised(solve, *args):
    """The bell was divided by 2 pi sigma^2, as a probability density is. Here it is 1 at the centre."""
    p = _parts(*args)
    return p.kernel / (2 * np.pi * p.sigma**2)


def sums_to_one(solve, *args):
    """The kernel was divided by its sum. It is not normalised here."""
    kernel = solve(*args)
    return kernel / kernel.sum()


def largest_is_one(solve, *args):
    """The kernel was divided by its largest value. It is not normalised here."""
    kernel = solve(*args)
    return kernel / np.abs(kernel).max()


def mean_removed(solve, *args):
    """The mean was subtracted from the kernel. That is often done before it is used, but not asked for here."""
    kernel = solve(*args)
    return kernel - kernel.mean()


# The wave


def sine(solve, *args):
    """The wave is a sine: use the cosine, which has a crest at the centre when phase is 0."""
    p = _parts(*args)
    return p.bell * np.sin(p.angle)


def forgets_pi(solve, *args):
    """2 pi is missing in the wave, so a period is 2 pi wavelengths long: cos(2 pi x' / wavelength + phase)."""
    p = _parts(*args)
    return p.bell * np.cos(p.turned_x / p.wavelength + p.phase)


def half_period(solve, *args):
    """The wave has pi for 2 pi, so a period is two wavelengths long: cos(2 pi x' / wavelength + phase)."""
    p = _parts(*args)
    return p.bell * np.cos(np.pi * p.turned_x / p.wavelength + p.phase)


def wavelength_as_frequency(solve, *args):
    """x' was multiplied by the wavelength, as if that were a frequency: divide."""
    p = _parts(*args)
    return replace(p, wavelength=1 / p.wavelength).kernel


def ignores_phase(solve, size, sigma, theta, wavelength, phase, aspect):
    """The phase is missing: cos(2 pi x' / wavelength + phase)."""
    return solve(size, sigma, theta, wavelength, 0.0, aspect)


def subtracts_phase(solve, size, sigma, theta, wavelength, phase, aspect):
    """The phase was subtracted: add it."""
    return solve(size, sigma, theta, wavelength, -phase, aspect)


def phase_in_degrees(solve, size, sigma, theta, wavelength, phase, aspect):
    """The phase was taken for degrees. It is in radians already."""
    return solve(size, sigma, theta, wavelength, np.deg2rad(phase), aspect)


def phase_as_shift(solve, *args):
    """The phase was added to x' before the division. It is an angle: add it after 2 pi x' / wavelength."""
    p = _parts(*args)
    return p.bell * np.cos(2 * np.pi * (p.turned_x + p.phase) / p.wavelength)


def adds_wave(solve, *args):
    """Bell and wave were added: multiply them."""
    p = _parts(*args)
    return p.bell + np.cos(p.angle)


def bell_only(solve, *args):
    """The wave is missing: multiply the bell by cos(2 pi x' / wavelength + phase)."""
    return _parts(*args).bell


spec = Spec(
    solve=gabor_kernel,
    second=gabor_of_complex_numbers,
    cases=cases,
    shapes={"out": "row column"},
    wrong=(
        starts_at_corner,
        centre_off,
        centre_rounded,
        centre_rounded__down,
        one_too_large,
        spans_one,
        spans_size,
        swaps_axes,
        turns_other_way,
        theta_in_degrees,
        ignores_theta,
        both_signs_plus,
        reuses_turned_x,
        bell_not_turned,
        wave_not_turned,
        wave_along_y,
        sigma_not_squared,
        bell_without_half,
        divides_then_multiplies,
        bell_grows,
        aspect_not_squared,
        ignores_aspect,
        divides_by_aspect,
        aspect_on_x,
        bell_normalised,
        sums_to_one,
        largest_is_one,
        mean_removed,
        sine,
        forgets_pi,
        half_period,
        wavelength_as_frequency,
        ignores_phase,
        subtracts_phase,
        phase_in_degrees,
        phase_as_shift,
        adds_wave,
        bell_only,
    ),
    hints=(
        "Make the coordinates first: print x and y for size 3. Both must be 0 in the middle, x must differ from column "
        "to column and y from row to row.",
        "x' = x cos(theta) + y sin(theta), y' = -x sin(theta) + y cos(theta); the kernel is "
        "exp(-(x'^2 + aspect^2 y'^2) / (2 sigma^2)) times cos(2 pi x' / wavelength + phase).",
        "along = np.arange(size) - (size - 1) / 2; x = along[None, :] and y = along[:, None] broadcast to (size, size) "
        "where they meet; the rest is the formula.",
    ),
    hints_for={
        "swaps_axes": (
            "Print x for size 3. Do its numbers change from left to right?",
            "Column j has `x = j - (size - 1) / 2`, row i has `y = i - (size - 1) / 2`; a kernel is indexed `[i, j]`.",
            "`x = along[None, :]`, `y = along[:, None]`; or `x, y = np.meshgrid(along, along)`, which is 'xy' by "
            "default.",
        ),
        "turns_other_way": (
            "Take theta = pi / 2. Along which axis must the wave run then, and which way does that axis grow?",
            "`x' = x cos(theta) + y sin(theta)` and `y' = -x sin(theta) + y cos(theta)`: the minus stands in y' only.",
            "`x_turned = x * cos + y * sin`; `y_turned = -x * sin + y * cos`, with y growing downwards.",
        ),
        "divides_then_multiplies": (
            "What is 8 / 2 * 2 in Python, and what is 8 / (2 * 2)?",
            "The exponent is `-(x'^2 + aspect^2 y'^2)` divided by all of `2 sigma^2`.",
            "`np.exp(-(...) / (2 * sigma**2))`.",
        ),
    },
    magnitude=magnitude,
)
