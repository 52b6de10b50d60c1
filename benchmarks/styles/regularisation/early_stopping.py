"""early_stopping in four styles."""

import numpy as np


def counter(val_losses, patience):
    best = np.inf
    best_epoch = 0
    count = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < best:
            best = val_losses[epoch]
            best_epoch = epoch
            count = 0
        else:
            count += 1
            if count == patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


def distance(val_losses, patience):
    best_epoch = 0
    stop_epoch = len(val_losses) - 1
    for t, loss in enumerate(val_losses):
        if loss < val_losses[best_epoch]:
            best_epoch = t
        elif t - best_epoch >= patience:
            stop_epoch = t
            break
    return stop_epoch, best_epoch


def whilst(val_losses, patience):
    losses = list(val_losses)
    best_loss = losses[0]
    best_epoch = 0
    wait = 0
    epoch = 0
    while epoch < len(losses) - 1 and wait < patience:
        epoch += 1
        if losses[epoch] < best_loss:
            best_loss, best_epoch, wait = losses[epoch], epoch, 0
        else:
            wait += 1
    return epoch, best_epoch


def argmin(val_losses, patience):
    T = len(val_losses)
    stop = T - 1
    for t in range(T):
        best = np.argmin(val_losses[: t + 1])
        if t - best == patience:
            stop = t
            break
    return int(stop), int(np.argmin(val_losses[: stop + 1]))


SLIPS = {
    "counter": [
        ("one_too_patient", "count == patience", "count > patience"),
        ("ties_count", "< best", "<= best"),
        (
            "compares_with_last",
            "if val_losses[epoch] < best:",
            "if epoch == 0 or val_losses[epoch] < val_losses[epoch - 1]:",
        ),
        ("never_resets", "            count = 0\n", ""),
        ("never_stops", "            if count == patience:\n                return epoch, best_epoch\n", ""),
        ("stops_when_worse", "            if count == patience:\n                return", "            return"),
        (
            "counts_from_one",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return epoch + 1, best_epoch + 1\n    return len(val_losses), best_epoch + 1",
        ),
        ("past_the_end", "len(val_losses) - 1, best_epoch", "len(val_losses), best_epoch"),
        ("nothing_without_stop", "    return len(val_losses) - 1, best_epoch\n", ""),
        ("none_without_stop", "return len(val_losses) - 1, best_epoch", "return None, best_epoch"),
        (
            "stop_is_best",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return best_epoch, best_epoch\n    return best_epoch, best_epoch",
        ),
        (
            "best_is_stop",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return epoch, epoch\n    return len(val_losses) - 1, len(val_losses) - 1",
        ),
        (
            "highest_loss",
            "best = np.inf\n    best_epoch = 0\n    count = 0\n    for epoch in range(len(val_losses)):\n        if val_losses[epoch] < best",
            "best = -np.inf\n    best_epoch = 0\n    count = 0\n    for epoch in range(len(val_losses)):\n        if val_losses[epoch] > best",
        ),
        (
            "returns_loss",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return epoch, best\n    return len(val_losses) - 1, best",
        ),
        (
            "swaps_results",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return best_epoch, epoch\n    return best_epoch, len(val_losses) - 1",
        ),
        (
            "number_of_epochs",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return epoch + 1, best_epoch\n    return len(val_losses), best_epoch",
        ),
        (
            "last_of_ties",
            "return epoch, best_epoch\n    return len(val_losses) - 1, best_epoch",
            "return epoch, epoch - np.argmin(val_losses[epoch::-1])\n    return epoch, epoch - np.argmin(val_losses[::-1])",
        ),
        ("best_of_all", "return epoch, best_epoch", "return epoch, np.argmin(val_losses)"),
        (
            "one_too_hasty",
            "count += 1\n            if count == patience",
            "count += 1\n            if count == patience - 1",
        ),
        (
            "one_too_hasty",
            "            count = 0\n        else:\n            count += 1\n            if count == patience:\n                return epoch, best_epoch",
            "            count = 0\n        count += 1\n        if count == patience:\n            return epoch, best_epoch",
        ),
        ("forgets_lowest_loss", "            best = val_losses[epoch]\n", ""),
        ("forgets_best_epoch", "            best_epoch = epoch\n", ""),
        ("one_too_hasty", "count = 0\n        else", "count = 1\n        else"),
    ],
    "distance": [
        ("one_too_patient", ">= patience", "> patience"),
        ("one_too_hasty", "t - best_epoch >= patience", "t - best_epoch + 1 >= patience"),
        ("one_too_hasty", ">= patience", ">= patience - 1"),
        ("ties_count", "loss < val_losses[best_epoch]", "loss <= val_losses[best_epoch]"),
        ("compares_with_last", "if loss < val_losses[best_epoch]", "if t > 0 and loss < val_losses[t - 1]"),
        ("never_stops", "            stop_epoch = t\n            break", "            pass"),
        ("stops_at_patience", "t - best_epoch >= patience", "t >= patience"),
        ("stops_when_worse", "elif t - best_epoch >= patience:", "elif t > 0:"),
        ("past_the_end", "len(val_losses) - 1", "len(val_losses)"),
        ("none_without_stop", "stop_epoch = len(val_losses) - 1", "stop_epoch = None"),
        ("stop_is_best", "return stop_epoch, best_epoch", "return best_epoch, best_epoch"),
        ("best_is_stop", "return stop_epoch, best_epoch", "return stop_epoch, stop_epoch"),
        ("highest_loss", "loss < val", "loss > val"),
        ("returns_loss", "return stop_epoch, best_epoch", "return stop_epoch, val_losses[best_epoch]"),
        ("swaps_results", "return stop_epoch, best_epoch", "return best_epoch, stop_epoch"),
        ("best_of_all", "return stop_epoch, best_epoch", "return stop_epoch, int(np.argmin(val_losses))"),
        ("number_of_epochs", "return stop_epoch", "return stop_epoch + 1"),
        ("counts_from_one", "return stop_epoch, best_epoch", "return stop_epoch + 1, best_epoch + 1"),
        ("writes_into_losses", "return stop_epoch, best_epoch", "val_losses.sort()\n    return stop_epoch, best_epoch"),
        (None, "            break\n", ""),
        (None, "stop_epoch = t\n", "stop_epoch = t - patience\n"),
        (None, "best_epoch = t\n", "best_epoch = t - 1\n"),
    ],
    "whilst": [
        ("one_too_patient", "wait < patience", "wait <= patience"),
        ("ties_count", "< best_loss", "<= best_loss"),
        (
            "never_resets",
            "best_loss, best_epoch, wait = losses[epoch], epoch, 0",
            "best_loss, best_epoch = losses[epoch], epoch",
        ),
        ("compares_with_last", "losses[epoch] < best_loss", "losses[epoch] < losses[epoch - 1]"),
        (
            "compares_with_last",
            "            wait += 1\n",
            "            wait += 1\n            best_loss = losses[epoch]\n",
        ),
        ("never_stops", " and wait < patience", ""),
        ("highest_loss", "< best_loss", "> best_loss"),
        ("one_too_hasty", "wait < patience", "wait < patience - 1"),
        ("returns_loss", "return epoch, best_epoch", "return epoch, best_loss"),
        ("stops_at_patience", "wait < patience", "epoch < patience"),
        ("counts_from_one", "return epoch, best_epoch", "return epoch + 1, best_epoch + 1"),
        ("number_of_epochs", "return epoch, best_epoch", "return epoch + 1, best_epoch"),
        ("best_of_all", "return epoch, best_epoch", "return epoch, losses.index(min(losses))"),
        (None, "    wait = 0\n", "    wait = 1\n"),
        (None, "len(losses) - 1", "len(losses) - 2"),
        (None, "epoch, 0\n", "epoch, 1\n"),
        ("forgets_lowest_loss", "best_loss, best_epoch, wait = losses[epoch], epoch, 0", "best_epoch, wait = epoch, 0"),
        (
            "forgets_best_epoch",
            "best_loss, best_epoch, wait = losses[epoch], epoch, 0",
            "best_loss, wait = losses[epoch], 0",
        ),
    ],
    "argmin": [
        ("one_too_patient", "t - best == patience", "t - best == patience + 1"),
        ("best_of_all", "int(np.argmin(val_losses[: stop + 1]))", "int(np.argmin(val_losses))"),
        (
            "last_of_ties",
            "int(np.argmin(val_losses[: stop + 1]))",
            "int(np.where(val_losses[: stop + 1] == val_losses[: stop + 1].min())[0][-1])",
        ),
        ("never_stops", "            stop = t\n            break", "            pass"),
        ("best_is_stop", "int(np.argmin(val_losses[: stop + 1]))", "int(stop)"),
        ("stop_is_best", "return int(stop)", "return int(np.argmin(val_losses[: stop + 1]))"),
        ("returns_loss", "int(np.argmin(val_losses[: stop + 1]))", "np.min(val_losses[: stop + 1])"),
        ("past_the_end", "stop = T - 1", "stop = T"),
        ("stops_at_patience", "t - best == patience", "t == patience"),
        (
            "none_without_stop",
            "T - 1\n    for t in range(T):\n        best = np.argmin(val_losses[: t + 1])\n        if t - best == patience:\n            stop = t\n            break\n    return int(stop), int(np.argmin(val_losses[: stop + 1]))",
            "None\n    for t in range(T):\n        best = np.argmin(val_losses[: t + 1])\n        if t - best == patience:\n            stop = t\n            break\n    return stop, int(best)",
        ),
        (None, "int(np.argmin(val_losses[: stop + 1]))", "int(np.argmin(val_losses[:stop]))"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
