"""
Early stopping: end the training when the validation loss gets no better.

Epochs are counted from 0. An epoch is an improvement if its loss is lower
than every loss before it; an equal loss is none. The first epoch always is
an improvement. Training stops at the end of the first epoch that is the
``patience``-th one in a row without an improvement. If that never happens,
it runs to the last epoch.

    val_losses  (T,), the validation loss of each epoch, T at least 1
    patience    int, at least 1
    returns     stop_epoch, best_epoch (both int)

    stop_epoch  the last epoch that is run
    best_epoch  the epoch with the lowest loss among those that are run, the
                first one if there are several: its weights are kept

With losses 5, 4, 4, 6, 3 and patience 2 the epochs 2 and 3 bring nothing,
so training stops at epoch 3, with epoch 1 as the best: nobody sees the 3.
"""

import numpy as np


def early_stopping(val_losses, patience):
    """Return (stop_epoch, best_epoch)."""
    raise NotImplementedError("TODO: early_stopping")
