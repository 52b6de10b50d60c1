"""PyTorch is not there, even for one who removes the finder that refuses it."""

import sys

SAVED = list(sys.meta_path)
sys.meta_path[:] = [finder for finder in sys.meta_path if isinstance(finder, type)]
import torch  # noqa: E402, TID253

sys.meta_path[:] = SAVED

EXPECT = "fail:import"
LAYERS = ("rootview", "landlock")


def conv_forward(x, w, b, stride, padding):
    x, w, b = (torch.from_numpy(array.copy()) for array in (x, w, b))
    return torch.nn.functional.conv2d(x, w, b, stride, padding).numpy()
