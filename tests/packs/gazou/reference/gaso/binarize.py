"""二値化。しきい値との比較を 0 と 1 で表す。"""

import numpy as np

from grader import Case, Spec, grid


def binarize(image, threshold):
    """しきい値より大きい画素が 1、ほかは 0。image (H, W) -> (H, W) の整数。"""
    return (image > threshold).astype(int)


def pixel_by_pixel(image, threshold):
    """同じものを、画素ごとのループで。"""
    return np.array([[1 if value > threshold else 0 for value in row] for row in image])


def cases(rng):
    """しきい値と等しい画素、正と負のしきい値、すべてが片側の画像。"""
    yield Case("しきい値と等しい画素", {"image": np.array([[0.25, 0.5, 0.75], [0.5, 1.0, 0.0]]), "threshold": 0.5})
    yield Case("しきい値 0", {"image": grid(rng, 4, 5), "threshold": 0.0})
    yield Case("負のしきい値", {"image": grid(rng, 5, 3), "threshold": -1.5})
    yield Case("すべて暗い画像", {"image": grid(rng, 3, 4), "threshold": 9.0})
    H, W = (int(n) for n in rng.integers(4, 9, 2))
    yield Case("毎回変わる大きさ", {"image": grid(rng, H, W), "threshold": 1.0}, hidden=True)


def equal_counts(solve, image, threshold):
    """しきい値と等しい画素が 1 になっています。>= ではなく > で比べましょう。"""
    return (image >= threshold).astype(int)


def returns_bools(solve, image, threshold):
    """結果が True と False です。整数の 1 と 0 に直しましょう。"""
    return image > threshold


def inverted(solve, image, threshold):
    """0 と 1 が逆です。明るい画素が 1 です。"""
    return 1 - solve(image, threshold)


def writes_into_image(solve, image, threshold):
    """渡された image を書き換えています。新しい配列を作って返しましょう。"""
    image[...] = image > threshold
    return image.astype(int)


spec = Spec(
    solve=binarize,
    second=pixel_by_pixel,
    cases=cases,
    shapes={"image": "H W", "out": "H W"},
    wrong=(equal_counts, returns_bools, inverted, writes_into_image),
    hints=(
        "配列全体を 1 つの数と比べると、NumPy は何を返しますか。",
        "out = 1 (image > threshold)、それ以外は 0。等しいときは 0。",
        "(image > threshold) は True と False の配列です。.astype(int) で整数になります。",
    ),
)
