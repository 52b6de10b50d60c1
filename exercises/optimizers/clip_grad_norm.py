"""
Gradient clipping by the total norm, against exploding gradients.

All gradients of a network are seen as one long vector. If it is longer than
max_norm, all of them are made shorter by the same factor; the direction of
the step stays.

    total_norm = sqrt(sum of the squares of all numbers in all arrays)
    factor = min(1, max_norm / (total_norm + 1e-6))
    grads = [factor * grad for grad in grads]

    grads        list of arrays, of any shapes
    max_norm     float >= 0
    returns      grads, total_norm: a new list of new arrays, and a float,
                 the norm before clipping

The arrays in grads, and the list itself, must stay as they are.
Convention: as torch.nn.utils.clip_grad_norm_, with its 1e-6, but not in
place. Pascanu, Mikolov and Bengio, arXiv 1211.5063, section 3.2.
"""

import numpy as np


def clip_grad_norm(grads, max_norm):
    """Return (clipped gradients, total norm)."""
    raise NotImplementedError("TODO: clip_grad_norm")
