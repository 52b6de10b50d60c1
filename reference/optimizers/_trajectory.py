"""What all optimizer steps share: a case is a trajectory of several steps, judged step by step.

A case holds ``params``, a list of arrays, and ``grads``, for each of them an array with the gradients of all steps;
then the settings by the names and in the order of the stub. A setting that is a list has one value for each step.
The arrays are stepped in turn, as the parameters of a network are, each with a state of its own. What is judged are
matrices with one row for each step, in which all numbers of all arrays stand side by side.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader import Case, grid


def ones(w):
    """A state that starts at 1, one number for each weight."""
    return np.ones_like(w)


def zeros(w):
    """A state that starts at 0, one number for each weight."""
    return np.zeros_like(w)


def number(start):
    """A state that is one number for the whole array."""
    return lambda w: start


STEPS = 5


def gradients(rng, shape):
    """Random gradients: the first number is 0 in every step, the second is tiny, and the third step is all 0."""
    found = rng.choice([-1, 1], (STEPS, *shape)) * rng.integers(2, 17, (STEPS, *shape)) / 8
    flat = found.reshape(STEPS, -1)
    flat[:, 0] = 0
    flat[:, 1] *= 1e-7
    flat[2] = 0
    return found


def to_and_fro(rng, shape):
    """Random gradients of about one size, whose signs change in every step: their sum stays small."""
    signs = rng.choice([-1, 1], shape) * (-1.0) ** np.arange(STEPS).reshape(-1, *(1,) * len(shape))
    return signs * rng.integers(12, 17, (STEPS, *shape)) / 8


def slower(lr):
    """A learning rate that falls to a quarter at the fourth step."""
    return [lr] * 3 + [lr / 4] * (STEPS - 3)


@dataclass(frozen=True)
class Walk:
    """How the function of an exercise is called again and again.

    names   the stub's arguments, in order
    state   what is handed on from one call to the next beside w, in the order of the results: how each starts
    """

    names: tuple[str, ...]
    state: dict[str, Callable]

    @property
    def results(self):
        """What one call returns, by name."""
        return ("w", *self.state)

    @property
    def settings(self):
        """The arguments that a case gives, apart from params and grads."""
        return tuple(name for name in self.names if name not in {*self.results, "grad", "t"})

    @property
    def played(self):
        """What a Spec must be told of this."""
        shapes = dict.fromkeys(self.results, "step i")
        return {"drive": self.drive, "results": self.results, "outputs": self.results, "shapes": shapes}

    def by_hand(self, w, grad, **settings):
        """A case of one step with numbers that fit in a head; its name shows them."""
        shown = ", ".join(f"{name}={value}" for name, value in {"w": w, "grad": grad, **settings}.items())
        return self._case(f"one step: {shown}", [np.array(w)], [np.array([grad])], settings)

    def walks(self, rng, one, other, usual):
        """The trajectories by which every step is judged.

        one, other   two choices of the settings; ``eps`` is added where there is one
        usual        the settings that most people use
        """

        def settings(chosen, eps):
            return {"eps": eps, **chosen} if "eps" in self.names else chosen

        def told(text, eps):
            return f"{text}, eps={eps}" if "eps" in self.names else text

        falling, falling_too = {**one, "lr": slower(one["lr"])}, {**other, "lr": slower(other["lr"])}
        yield self._walk("five steps of 3 numbers, to and fro", rng, (3,), settings(one, 0.1), to_and_fro)
        text = told("one gradient always 0, one tiny, one step of zeros", 0.1)
        yield self._walk(text, rng, (4,), settings(other, 0.1))
        yield self._walk(told("lr falls at the fourth step", 0.01), rng, (2, 3), settings(falling, 0.01))
        text = "two arrays in turn, (3, 2) and (5,), not contiguous"
        yield self._walk(text, rng, [(3, 2), (5,)], settings(falling_too, 0.01), fortran=True)
        shown = ", ".join(f"{name}={value}" for name, value in usual.items() if not isinstance(value, list))
        yield self._walk(f"the usual settings: {shown}", rng, (6,), usual)
        size, rows, columns = (int(n) for n in rng.integers(3, 7, 3))
        yield self._walk("a random size", rng, (size,), settings(other, 1e-4), hidden=True)
        text = "a random matrix and a random vector"
        yield self._walk(text, rng, [(rows, columns), (size,)], settings(falling, 0.05), hidden=True)

    def _walk(self, name, rng, shapes, settings, draw=gradients, hidden=False, fortran=False):
        shapes = shapes if isinstance(shapes, list) else [shapes]
        params = [grid(rng, *shape, limit=2) for shape in shapes]
        grads = [draw(rng, shape) for shape in shapes]
        if fortran:
            params, grads = [np.asfortranarray(w) for w in params], [np.asfortranarray(grad) for grad in grads]
        return self._case(name, params, grads, settings, hidden)

    def _case(self, name, params, grads, settings, hidden=False):
        ordered = {one: settings[one] for one in self.settings}
        return Case(name, {"params": params, "grads": grads, **ordered}, hidden)

    def drive(self, call, params, grads, *settings):
        """Step all arrays in turn, and lay down w and the state after each step."""
        given = [{"w": w, **{name: start(w) for name, start in self.state.items()}} for w in params]
        rows = {name: [] for name in self.results}
        for step in range(len(grads[0])):
            now = {name: at(step, value) for name, value in zip(self.settings, settings, strict=True)}
            for memory, grad in zip(given, grads, strict=True):
                known = {**now, **memory, "grad": grad[step], "t": step + 1}
                memory.update(self._taken(call(*(known[name] for name in self.names)), memory))
            for name, row in rows.items():
                row.append(np.concatenate([np.ravel(memory[name]) for memory in given]))
        found = tuple(np.stack(row).astype(float) for row in rows.values())
        return found if len(found) > 1 else found[0]

    def laid_down(self, calls, arrays):
        """Values that stand by output and name in every call, as the drive lays down the results of the calls."""
        steps = [calls[first : first + arrays] for first in range(0, len(calls), arrays)]
        return {
            output: {
                name: np.stack([np.concatenate([np.ravel(one[output][name]) for one in step]) for step in steps])
                for name in named
            }
            for output, named in calls[0].items()
        }

    def _taken(self, value, like):
        """The results of one call by name. Raises TypeError when they are not of the kind of what went in."""
        values = (value,) if len(self.results) == 1 else value
        if not isinstance(values, tuple | list) or len(values) != len(self.results):
            raise TypeError(f"not {len(self.results)} results")
        for name, one in zip(self.results, values):
            foreign = isinstance(like[name], np.ndarray) and not isinstance(one, np.ndarray)
            if foreign or np.asarray(one).dtype.kind not in "fi" or np.shape(one) != np.shape(like[name]):
                raise TypeError(f"{name} is of another kind than before")
        return dict(zip(self.results, values))

    def size(self, solve, lost=None, averages=None):
        """The magnitude of a step whose parts are sums of positive terms once all gradients have one sign.

        lost      by the step's number and the settings: how much more inexact than its size a step of w may be
        averages  the moving averages in the state: what power of the gradient they average. Who writes them as
                  new + beta * (old - new) rounds numbers as large as what is averaged
        """

        def magnitude(params, grads, *settings):
            grads = [np.abs(grad) for grad in grads]
            found = self.drive(solve, [np.abs(w) for w in params], [-grad for grad in grads], *settings)
            sizes = dict(zip(self.results, found if len(self.results) > 1 else [found]))
            flat = np.concatenate([grad.reshape(len(grad), -1) for grad in grads], axis=1)
            for name, power in (averages or {}).items():
                sizes[name] = np.abs(sizes[name]) + np.cumsum(flat**power, axis=0)
            if lost is not None:
                start = np.concatenate([np.abs(w).ravel() for w in params])
                moves = np.diff(sizes["w"], axis=0, prepend=start[None])
                more = np.array([[lost(t, *settings)] for t in range(1, len(flat) + 1)])
                sizes["w"] = start + np.cumsum(more * moves, axis=0)
            return tuple(sizes.values()) if len(sizes) > 1 else sizes["w"]

        return magnitude


def at(step, value):
    """A setting in a step: one of several, or the same in all."""
    return value[step] if isinstance(value, list) else value


def torch_walk(make, read, params, grads, lr):
    """Let an optimizer of torch.optim take the same steps.

    make   gives the optimizer of a list of parameters
    read   gives the state that is judged, of ``optimizer.state[parameter]``
    """
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(params[0].dtype)  # NAdam keeps its product of momenta in the default dtype
    try:
        leaves = [w.clone().requires_grad_() for w in params]
        optimizer = make(leaves)
        rows = []
        for step in range(len(grads[0])):
            optimizer.param_groups[0]["lr"] = at(step, lr)
            for leaf, grad in zip(leaves, grads):
                leaf.grad = grad[step].clone()
            optimizer.step()
            values = [(leaf.detach(), *read(optimizer.state[leaf])) for leaf in leaves]
            rows.append([torch.cat([value.flatten() for value in part]).clone() for part in zip(*values)])
    finally:
        torch.set_default_dtype(before)
    found = tuple(torch.stack(part) for part in zip(*rows))
    return found if len(found) > 1 else found[0]
