"""Early stopping: patience counts epochs since the best one."""

import numpy as np

from grader import Case, Spec


def early_stopping(val_losses, patience):
    """The epoch at which training stops, and the best one until then, losses (T,) -> two ints, counted from 0.

    Prechelt, Early stopping - but when? (Neural Networks: Tricks of the Trade, 1998), counts strips without progress.
    """
    best_epoch = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best_epoch]:
            best_epoch = epoch
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


def second_early_stopping(val_losses, patience):
    """With arrays: the best epoch so far is the latest improvement; stop where it lies patience epochs back."""
    epochs = np.arange(len(val_losses))
    lowest_before = np.minimum.accumulate(np.append(np.inf, val_losses[:-1]))
    best_so_far = np.maximum.accumulate(np.where(val_losses < lowest_before, epochs, 0))
    out_of_patience = np.flatnonzero(epochs - best_so_far >= patience)
    stop = int(out_of_patience[0]) if out_of_patience.size else len(val_losses) - 1
    return stop, int(best_so_far[stop])


def cases(rng):
    """The example of the statement, and one curve for each way to count differently."""
    for name, losses, patience in (
        ("the example of the statement", [5, 4, 4, 6, 3], 2),
        ("the counter starts anew at an improvement", [8, 7, 7.5, 6, 6.5, 5, 5.5, 5.25, 5.125, 4], 3),
        ("down again, but not below the best", [9, 5, 8, 7, 6, 5.5, 2], 4),
        ("ties are no improvement", [4, 3, 3, 3, 3, 3], 3),
        ("always better: runs to the end", [6, 5, 4.5, 4.25, 4], 2),
        ("patience is never used up", [3, 2, 2.5, 2.25, 1.5, 1.75], 3),
        ("used up at the very last epoch", [3, 1, 2, 2.5], 2),
        ("never better than at first", [1, 2, 3, 4, 5, 6, 7], 3),
        ("better at first, then worse than at first", [5, 4, 4.5, 6, 6, 6], 2),
        ("patience 1", [7, 6, 6.5, 3], 1),
        ("one epoch", [2], 1),
    ):
        yield Case(name, {"val_losses": np.array(losses, float), "patience": patience})
    for name, low in (("a noisy curve", 8), ("a noisy curve, once more", 20)):
        T = int(rng.integers(low, low + 10))
        losses = (np.linspace(40, 10, T).round() + rng.integers(0, 12, T)) / 4
        yield Case(name, {"val_losses": losses, "patience": int(rng.integers(2, 5))}, hidden=True)


def _walk(val_losses, patience, better):
    """Early stopping by a counter, with another notion of better."""
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if better(epoch, best):
            best, count = epoch, 0
        else:
            count += 1
            if count == patience:
                return epoch, best
    return len(val_losses) - 1, best


def one_too_patient(solve, val_losses, patience):
    """One epoch too many was run. Stop when the count of epochs without improvement is patience, not above it."""
    return solve(val_losses, patience + 1)


def one_too_hasty(solve, val_losses, patience):
    """Training stopped one epoch early: the best epoch was counted, too. Count the epochs after it."""
    return solve(val_losses, max(patience - 1, 1))


def one_too_hasty__at_once(solve, val_losses, patience):
    """Training stopped one epoch early: the best epoch was counted, too. Count the epochs after it."""
    return (0, 0) if patience == 1 else solve(val_losses, patience - 1)


def ties_count(solve, val_losses, patience):
    """An equal loss was taken for an improvement. It must be lower than the best: <, not <=."""
    return _walk(val_losses, patience, lambda epoch, best: val_losses[epoch] <= val_losses[best])


def compares_with_last(solve, val_losses, patience):
    """Each loss was compared with that of the epoch before. Compare it with the lowest so far."""
    stop, _ = _walk(val_losses, patience, lambda epoch, best: val_losses[epoch] < val_losses[epoch - 1])
    return stop, int(np.argmin(val_losses[: stop + 1]))


def compares_with_last__best(solve, val_losses, patience):
    """Each loss was compared with that of the epoch before. Compare it with the lowest so far."""
    return _walk(val_losses, patience, lambda epoch, best: val_losses[epoch] < val_losses[epoch - 1])


def never_resets(solve, val_losses, patience):
    """The counter was not set back at an improvement. It counts epochs in a row: set it to 0."""
    best, count = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        else:
            count += 1
            if count == patience:
                return epoch, best
    return len(val_losses) - 1, best


def best_of_all(solve, val_losses, patience):
    """The best epoch was looked for in all losses. Those after the stop are never computed: look up to stop_epoch."""
    return solve(val_losses, patience)[0], int(np.argmin(val_losses))


def last_of_ties(solve, val_losses, patience):
    """Of several epochs with the lowest loss the last was returned. The first one is the best epoch."""
    stop, _ = solve(val_losses, patience)
    return stop, int(stop - np.argmin(val_losses[stop::-1]))


def never_stops(solve, val_losses, patience):
    """Training always ran to the end. Stop after patience epochs in a row without improvement."""
    return len(val_losses) - 1, int(np.argmin(val_losses))


def stops_at_patience(solve, val_losses, patience):
    """Training stopped after patience epochs, whatever the losses. Count those without improvement."""
    stop = min(patience, len(val_losses) - 1)
    return stop, int(np.argmin(val_losses[: stop + 1]))


def stops_when_worse(solve, val_losses, patience):
    """Training stopped at the first epoch without improvement. Wait for patience of them in a row."""
    return solve(val_losses, 1)


def counts_from_one(solve, val_losses, patience):
    """Epochs were counted from 1. Count them from 0."""
    stop, best = solve(val_losses, patience)
    return stop + 1, best + 1


def number_of_epochs(solve, val_losses, patience):
    """stop_epoch is the number of epochs that were run. It is the last of them, one less, as they count from 0."""
    stop, best = solve(val_losses, patience)
    return stop + 1, best


def past_the_end(solve, val_losses, patience):
    """Without a stop the number of epochs was returned. The last epoch is len(val_losses) - 1."""
    stop, best = solve(val_losses, patience)
    return (stop if _stopped(val_losses, patience) else len(val_losses)), best


def nothing_without_stop(solve, val_losses, patience):
    """Without a stop nothing was returned. If patience is never used up, training runs to the last epoch."""
    return solve(val_losses, patience) if _stopped(val_losses, patience) else None


def _stopped(val_losses, patience):
    """Whether patience is used up."""
    stop, best = early_stopping(val_losses, patience)
    return stop - best == patience


def none_without_stop(solve, val_losses, patience):
    """Without a stop stop_epoch is None. If patience is never used up, training runs to the last epoch."""
    stop, best = solve(val_losses, patience)
    return (stop if _stopped(val_losses, patience) else None), best


def stop_is_best(solve, val_losses, patience):
    """stop_epoch is the best epoch. It is the last epoch that is run; the best one came before."""
    _, best = solve(val_losses, patience)
    return best, best


def best_is_stop(solve, val_losses, patience):
    """best_epoch is the epoch of the stop. It is the one with the lowest loss, whose weights are kept."""
    stop, _ = solve(val_losses, patience)
    return stop, stop


def highest_loss(solve, val_losses, patience):
    """The highest value was taken for the best, as for an accuracy. A loss is better when it is lower."""
    return solve(-val_losses, patience)


def returns_loss(solve, val_losses, patience):
    """The lowest loss was returned in place of its epoch."""
    stop, best = solve(val_losses, patience)
    return stop, float(val_losses[best])


def swaps_results(solve, val_losses, patience):
    """The two results are in the wrong order: return stop_epoch, best_epoch."""
    return solve(val_losses, patience)[::-1]


def writes_into_losses(solve, val_losses, patience):
    """val_losses was changed, by sort() for instance. Leave it as it is, and work on a copy."""
    found = solve(val_losses, patience)
    val_losses.sort()
    return found


def one_too_hasty__not_at_once(solve, val_losses, patience):
    """Training stopped one epoch early. Stop when the count of epochs without improvement is patience, not before."""
    return never_stops(solve, val_losses, patience) if patience == 1 else solve(val_losses, patience - 1)


def stops_at_patience__when_worse(solve, val_losses, patience):
    """The number of the epoch was compared with patience. Compare the count of epochs without improvement with it."""
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch >= patience:
            return epoch, best
    return len(val_losses) - 1, best


def forgets_lowest_loss(solve, val_losses, patience):
    """The lowest loss was not kept, so every epoch counts as an improvement. Keep the loss when it is the best."""
    return len(val_losses) - 1, len(val_losses) - 1


def forgets_lowest_loss__but_first(solve, val_losses, patience):
    """Every loss was compared with the first one. Keep the loss when it is the best, and compare with that."""
    return _walk(val_losses, patience, lambda epoch, best: val_losses[epoch] < val_losses[0])


def forgets_best_epoch(solve, val_losses, patience):
    """best_epoch stayed 0. Where a loss is the lowest so far, keep its epoch, too."""
    return solve(val_losses, patience)[0], 0


spec = Spec(
    solve=early_stopping,
    second=second_early_stopping,
    cases=cases,
    outputs=("stop_epoch", "best_epoch"),
    shapes={"val_losses": "T"},
    wrong=(
        one_too_patient,
        one_too_hasty,
        one_too_hasty__at_once,
        one_too_hasty__not_at_once,
        ties_count,
        compares_with_last,
        compares_with_last__best,
        never_resets,
        forgets_lowest_loss,
        forgets_lowest_loss__but_first,
        forgets_best_epoch,
        best_of_all,
        last_of_ties,
        never_stops,
        stops_at_patience,
        stops_at_patience__when_worse,
        stops_when_worse,
        counts_from_one,
        number_of_epochs,
        past_the_end,
        nothing_without_stop,
        none_without_stop,
        stop_is_best,
        best_is_stop,
        highest_loss,
        returns_loss,
        swaps_results,
        writes_into_losses,
    ),
    hints=(
        "Go through the losses with a pencil: note the best epoch so far, and how long ago it was.",
        "Stop at the first epoch with epoch - best_epoch == patience; best_epoch changes only where a loss is lower "
        "than the best one.",
        "Loop over the epochs. If the loss is lower than val_losses[best_epoch], set best_epoch; else compare "
        "epoch - best_epoch with patience and return both. After the loop return the last epoch and best_epoch.",
    ),
    hints_for={
        "best_epoch": (
            "When does your best_epoch change, and which losses does it know of by then?",
            "best_epoch is the first epoch with the lowest of the losses from 0 to stop_epoch.",
            "`if loss < val_losses[best_epoch]: best_epoch = epoch`, inside the loop that stops.",
        ),
        "never_resets": (
            "Go through 8, 7, 7.5, 6, 6.5 by hand. What does your counter say after the 6?",
            "The count of epochs without improvement begins anew at every improvement.",
            "`if loss < best: best, best_epoch, count = loss, epoch, 0`, `else: count += 1`.",
        ),
    },
)
