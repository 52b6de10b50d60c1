"""
One step of SMORMS3 (squared mean over root mean squared cubed).

Where gradients agree, zeta is near 1: large steps, short memory. Where they
are noise, zeta is near 0: small steps, long memory.

    r = 1 / (mem + 1)
    g1 = (1 - r) * g1 + r * grad
    g2 = (1 - r) * g2 + r * grad**2
    zeta = g1**2 / (g2 + eps)                  (with the new g1 and g2)
    w = w - grad * min(lr, zeta) / (sqrt(g2) + eps)
    mem = 1 + mem * (1 - zeta)

    w, grad, mem, g1, g2   arrays of equal shape
                           mem starts at 1, g1 and g2 start at 0
    lr                     float: the largest rate
    eps                    float: no division by zero
    returns                w, mem, g1, g2: the new ones

All operations work element by element, the minimum, too. Return new arrays.
Convention: as its author, S. Funk, published it (2015). It is often printed
with slips, such as r and 1 - r swapped; the lines above are the right ones.
"""

import numpy as np


def smorms3_step(w, grad, mem, g1, g2, lr, eps):
    """Return (w, mem, g1, g2) after the step."""
    raise NotImplementedError("TODO: smorms3_step")
