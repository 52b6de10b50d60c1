"""
カラー画像を輝度だけの画像にする(グレースケール化)。

    image    (H, W, 3)    最後の軸は R, G, B の順
    returns  (H, W)

    Y = 0.299 R + 0.587 G + 0.114 B

人の目は緑に敏感なので、3 つの色の重みは等しくありません(ITU-R BT.601)。
"""

import numpy as np


def grayscale(image):
    """画像 image の輝度を返す。"""
    raise NotImplementedError("TODO: grayscale")
