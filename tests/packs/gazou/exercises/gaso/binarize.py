"""
画像をしきい値で 0 と 1 に分ける(二値化)。

    image      (H, W)
    threshold  float
    returns    (H, W)    整数の 0 か 1

    out = 1    image > threshold の画素
          0    それ以外。しきい値と等しい画素も 0
"""

import numpy as np


def binarize(image, threshold):
    """しきい値より明るい画素を 1、ほかを 0 とした整数の配列を返す。"""
    raise NotImplementedError("TODO: binarize")
