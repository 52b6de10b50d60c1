"""グレースケール化。色の軸についての重み付きの和。"""

import numpy as np

from grader import Case, Spec, grid

WEIGHTS = np.array([0.299, 0.587, 0.114])


def grayscale(image):
    """輝度、image (H, W, 3) -> (H, W)。重みは ITU-R BT.601 による。"""
    return image @ WEIGHTS


def channel_by_channel(image):
    """同じものを、色ごとに足して。"""
    R, G, B = np.moveaxis(image, -1, 0)
    return 0.299 * R + 0.587 * G + 0.114 * B


def cases(rng):
    """1 色ずつの画像、普通の画像、縦横どちらかが 3 の画像、連続でない配列。"""
    yield Case("赤、緑、青の 1 画素ずつ", {"image": np.eye(3)[None]})
    yield Case("4x5 の画像", {"image": grid(rng, 4, 5, 3)})
    yield Case("縦も横も 3", {"image": grid(rng, 3, 3, 3)})
    yield Case("連続でない配列", {"image": np.asfortranarray(grid(rng, 2, 6, 3))})
    H, W = (int(n) for n in rng.integers(4, 9, 2))
    yield Case("毎回変わる大きさ", {"image": grid(rng, H, W, 3)}, hidden=True)


def plain_mean(solve, image):
    """3 色の単純な平均になっています。緑は明るく、青は暗く感じられるので、重みを付けて足しましょう。"""
    return image.mean(axis=-1)


def reads_bgr(solve, image):
    """色の順を B, G, R と読んでいます。最後の軸は R, G, B の順です。"""
    return solve(image[..., ::-1])


def keeps_axis(solve, image):
    """色の軸が長さ 1 で残っています。足し合わせた軸はなくなるので、形は (H, W) です。"""
    return solve(image)[..., None]


def sums_first_axis(solve, image):
    """色ではなく行の軸で足しています。色は最後の軸です。"""
    return solve(np.moveaxis(image, 0, -1)) if len(image) == 3 else solve(image)[0]


spec = Spec(
    solve=grayscale,
    second=channel_by_channel,
    cases=cases,
    shapes={"image": "H W C", "out": "H W"},
    wrong=(plain_mean, reads_bgr, keeps_axis, sums_first_axis),
    hints=(
        "1 つの画素には 3 つの数があります。それを 1 つの数にするには、どの軸で足しますか。",
        "Y = 0.299 R + 0.587 G + 0.114 B を、画素ごとに。",
        "image[..., 0] が R の面です。3 つの面に重みを掛けて足します。",
    ),
)
