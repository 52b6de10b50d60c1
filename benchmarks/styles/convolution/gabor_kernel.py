"""gabor_kernel in three styles."""

import math

import numpy as np


def meshgrid(size, sigma, theta, wavelength, phase, aspect):
    half = (size - 1) / 2
    along = np.arange(size) - half
    x, y = np.meshgrid(along, along)
    x_theta = x * np.cos(theta) + y * np.sin(theta)
    y_theta = -x * np.sin(theta) + y * np.cos(theta)
    bell = np.exp(-(x_theta**2 + aspect**2 * y_theta**2) / (2 * sigma**2))
    wave = np.cos(2 * np.pi * x_theta / wavelength + phase)
    return bell * wave


def loops(size, sigma, theta, wavelength, phase, aspect):
    kernel = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            y = i - (size - 1) / 2
            x = j - (size - 1) / 2
            xr = x * math.cos(theta) + y * math.sin(theta)
            yr = -x * math.sin(theta) + y * math.cos(theta)
            r2 = xr**2 + (aspect * yr) ** 2
            g = math.exp(-r2 / (2 * sigma**2))
            kernel[i, j] = g * math.cos(2 * math.pi * xr / wavelength + phase)
    return kernel


def broadcast(size, sigma, theta, wavelength, phase, aspect):
    c, s = np.cos(theta), np.sin(theta)
    line = np.linspace(-(size - 1) / 2, (size - 1) / 2, size)
    x = line[None, :]
    y = line[:, None]
    u = c * x + s * y
    v = c * y - s * x
    bell = np.exp(-0.5 * (u * u + aspect * aspect * v * v) / (sigma * sigma))
    return bell * np.cos(u * 2 * np.pi / wavelength + phase)


SLIPS = {
    "meshgrid": [
        ("starts_at_corner", "np.arange(size) - half", "np.arange(size)"),
        ("centre_off", "half = (size - 1) / 2", "half = size / 2"),
        ("centre_rounded", "half = (size - 1) / 2", "half = size // 2"),
        ("centre_rounded", "half = (size - 1) / 2", "half = (size - 1) // 2"),
        ("one_too_large", "along = np.arange(size) - half", "along = np.arange(-(size // 2), size // 2 + 1)"),
        ("spans_one", "np.arange(size) - half", "np.linspace(-1, 1, size)"),
        ("spans_size", "np.arange(size) - half", "np.linspace(-size / 2, size / 2, size)"),
        ("swaps_axes", "np.meshgrid(along, along)", 'np.meshgrid(along, along, indexing="ij")'),
        ("swaps_axes", "x, y = np.mesh", "y, x = np.mesh"),
        (
            "turns_other_way",
            "x * np.cos(theta) + y * np.sin(theta)\n    y_theta = -x * np.sin(theta) + y * np.cos(theta)",
            "x * np.cos(theta) - y * np.sin(theta)\n    y_theta = x * np.sin(theta) + y * np.cos(theta)",
        ),
        ("theta_in_degrees", "    half", "    theta = np.deg2rad(theta)\n    half"),
        (
            "ignores_theta",
            "x * np.cos(theta) + y * np.sin(theta)\n    y_theta = -x * np.sin(theta) + y * np.cos(theta)",
            "x\n    y_theta = y",
        ),
        ("both_signs_plus", "-x * np.sin", "x * np.sin"),
        (
            "reuses_turned_x",
            "x_theta = x * np.cos(theta) + y * np.sin(theta)\n    y_theta = -x *",
            "x_theta = x * np.cos(theta) + y * np.sin(theta)\n    y_theta = -x_theta *",
        ),
        ("bell_not_turned", "(x_theta**2 + aspect**2 * y_theta**2)", "(x**2 + aspect**2 * y**2)"),
        ("wave_not_turned", "np.pi * x_theta", "np.pi * x"),
        ("wave_along_y", "np.pi * x_theta", "np.pi * y_theta"),
        ("sigma_not_squared", "2 * sigma**2", "2 * sigma"),
        ("bell_without_half", "(2 * sigma**2)", "sigma**2"),
        ("divides_then_multiplies", "/ (2 * sigma**2)", "/ 2 * sigma**2"),
        ("bell_grows", "np.exp(-(", "np.exp(("),
        ("aspect_not_squared", "aspect**2", "aspect"),
        ("ignores_aspect", "aspect**2 * ", ""),
        ("divides_by_aspect", "aspect**2 * y_theta**2", "y_theta**2 / aspect**2"),
        ("aspect_on_x", "(x_theta**2 + aspect**2 * y_theta**2)", "(aspect**2 * x_theta**2 + y_theta**2)"),
        ("bell_normalised", "bell * wave", "bell * wave / (2 * np.pi * sigma**2)"),
        ("sums_to_one", "    return bell * wave", "    kernel = bell * wave\n    return kernel / kernel.sum()"),
        (
            "largest_is_one",
            "    return bell * wave",
            "    kernel = bell * wave\n    return kernel / np.abs(kernel).max()",
        ),
        ("largest_is_one", "    return bell * wave", "    kernel = bell * wave\n    return kernel / kernel.max()"),
        ("mean_removed", "    return bell * wave", "    kernel = bell * wave\n    return kernel - kernel.mean()"),
        ("sine", "wave = np.cos", "wave = np.sin"),
        ("forgets_pi", "2 * np.pi * x_theta", "x_theta"),
        ("half_period", "2 * np.pi * x_theta", "np.pi * x_theta"),
        ("wavelength_as_frequency", "x_theta / wavelength", "x_theta * wavelength"),
        ("ignores_phase", " + phase", ""),
        ("subtracts_phase", "+ phase", "- phase"),
        ("phase_in_degrees", "+ phase", "+ np.radians(phase)"),
        ("phase_as_shift", "2 * np.pi * x_theta / wavelength + phase", "2 * np.pi * (x_theta + phase) / wavelength"),
        ("adds_wave", "bell * wave", "bell + wave"),
        ("bell_only", "return bell * wave", "return bell"),
        (
            ("sine", "ignores_aspect"),
            "aspect**2 * y_theta**2) / (2 * sigma**2))\n    wave = np.cos",
            "y_theta**2) / (2 * sigma**2))\n    wave = np.sin",
        ),
        (None, "2 * np.pi * x_theta / wavelength", "2 * np.pi * x_theta / sigma"),
        (None, "bell * wave", "bell * wave**2"),
        (None, "x_theta**2 +", "x_theta +"),
    ],
    "loops": [
        ("starts_at_corner", "y = i - (size - 1) / 2\n            x = j - (size - 1) / 2", "y = i\n            x = j"),
        (
            "centre_off",
            "y = i - (size - 1) / 2\n            x = j - (size - 1) / 2",
            "y = i - size / 2\n            x = j - size / 2",
        ),
        (
            "centre_rounded",
            "y = i - (size - 1) / 2\n            x = j - (size - 1) / 2",
            "y = i - size // 2\n            x = j - size // 2",
        ),
        ("swaps_axes", "y = i - (size - 1) / 2\n            x = j", "x = i - (size - 1) / 2\n            y = j"),
        ("turns_other_way", "y = i - (size - 1) / 2", "y = (size - 1) / 2 - i"),
        (
            "reuses_turned_x",
            "xr = x * math.cos(theta) + y * math.sin(theta)\n            yr = -x * math.sin(theta) + y * math.cos(theta)\n",
            "x = x * math.cos(theta) + y * math.sin(theta)\n            yr = -x * math.sin(theta) + y * math.cos(theta)\n            xr = x\n",
        ),
        ("both_signs_plus", "yr = -x", "yr = x"),
        ("theta_in_degrees", "    kernel = np.zeros", "    theta = theta * math.pi / 180\n    kernel = np.zeros"),
        ("wave_not_turned", "math.pi * xr", "math.pi * x"),
        ("sigma_not_squared", "(2 * sigma**2)", "(2 * sigma)"),
        ("bell_without_half", "(2 * sigma**2)", "sigma**2"),
        ("divides_then_multiplies", "/ (2 * sigma**2)", "/ 2 * sigma**2"),
        ("bell_grows", "math.exp(-r2", "math.exp(r2"),
        ("aspect_not_squared", "(aspect * yr) ** 2", "aspect * yr**2"),
        ("ignores_aspect", "(aspect * yr) ** 2", "yr**2"),
        ("divides_by_aspect", "aspect * yr", "yr / aspect"),
        ("bell_normalised", "g * math.cos", "g / (2 * math.pi * sigma**2) * math.cos"),
        ("sums_to_one", "return kernel", "return kernel / np.sum(kernel)"),
        ("sine", "g * math.cos(2", "g * math.sin(2"),
        ("half_period", "2 * math.pi", "math.pi"),
        ("wavelength_as_frequency", "xr / wavelength", "xr * wavelength"),
        ("subtracts_phase", "+ phase", "- phase"),
        ("phase_as_shift", "xr / wavelength + phase", "(xr + phase) / wavelength"),
        (None, "xr / wavelength + phase", "(xr / wavelength + phase)"),
        (None, "r2 = xr**2 +", "r2 = xr**2 -"),
    ],
    "broadcast": [
        ("starts_at_corner", "np.linspace(-(size - 1) / 2, (size - 1) / 2, size)", "np.arange(size)"),
        ("spans_one", "np.linspace(-(size - 1) / 2, (size - 1) / 2, size)", "np.linspace(-1, 1, size)"),
        ("spans_size", "-(size - 1) / 2, (size - 1) / 2, size", "-size / 2, size / 2, size"),
        ("centre_rounded", "np.linspace(-(size - 1) / 2, (size - 1) / 2, size)", "np.arange(size) - size // 2"),
        ("swaps_axes", "line[None, :]\n    y = line[:, None]", "line[:, None]\n    y = line[None, :]"),
        ("swaps_axes", "np.cos(theta), np.sin(theta)", "np.sin(theta), np.cos(theta)"),
        ("turns_other_way", "u = c * x + s * y\n    v = c * y - s * x", "u = c * x - s * y\n    v = c * y + s * x"),
        ("both_signs_plus", "c * y - s * x", "c * y + s * x"),
        ("bell_without_half", "-0.5 * (u", "-(u"),
        ("bell_grows", "np.exp(-0.5", "np.exp(0.5"),
        ("sigma_not_squared", "(sigma * sigma)", "sigma"),
        ("aspect_not_squared", "aspect * aspect * v", "aspect * v"),
        ("aspect_on_x", "(u * u + aspect * aspect * v * v)", "(aspect * aspect * u * u + v * v)"),
        ("wave_along_y", "np.cos(u * 2", "np.cos(v * 2"),
        ("forgets_pi", "u * 2 * np.pi /", "u /"),
        ("ignores_phase", " + phase", ""),
        ("sine", "* np.cos(u", "* np.sin(u"),
        ("adds_wave", "bell * np.cos(u", "bell + np.cos(u"),
        (None, "u * u + aspect", "u + aspect"),
        (None, "(sigma * sigma)", "(wavelength * wavelength)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
