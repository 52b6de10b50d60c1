"""What goes wrong when the capstone's network is trained: the update, the batches, and what is returned."""

import numpy as np

from ._network import LAYERS, PARAMETERS, Network, train
from ._parts import replaced


def _update(rule):
    """A misconception of the update: ``rule(network, lr)``."""

    def decorate(function):
        class Wrong(Network):
            def update(self, lr):
                rule(self, lr)

        def wrong(solve, x, labels, params, batches, lr, x_test):
            return train(Wrong(params, **replaced(solve)), x, labels, batches, lr, x_test)

        wrong.__name__, wrong.__doc__ = function.__name__, function.__doc__
        return wrong

    return decorate


def _moved(layers, owns=("w", "b"), sign=1):
    """An update of some layers and some of their parameters only."""

    def rule(network, lr):
        for layer, own in PARAMETERS.values():
            if layer in layers and own in owns:
                params, grads = network.layers[layer].params, network.layers[layer].grads
                params[own] = params[own] - sign * lr * grads[own]

    return rule


@_update(_moved(LAYERS, sign=-1))
def climbs():
    """The update adds lr times the gradient, so the loss grows. Subtract it: w - lr * dw."""


@_update(lambda network, lr: _moved(LAYERS)(network, 1.0))
def forgets_lr():
    """The update takes the whole gradient. Multiply it by lr."""


@_update(_moved(("affine2",)))
def updates_last_layer_only():
    """Only affine2 was updated. Every layer with params is: conv, affine1 and affine2."""


@_update(_moved(("affine1", "affine2")))
def updates_no_filters():
    """conv was not updated. Its filters and biases are trained like the others."""


@_update(_moved(LAYERS, owns=("w",)))
def updates_no_biases():
    """The biases were not updated. They are trained like the weights."""


def updates_in_place(solve, x, labels, params, batches, lr, x_test):
    """The update wrote into the arrays of params (w -= lr * dw). Make new ones: w = w - lr * dw."""
    results = solve(x, labels, params, batches, lr, x_test)
    for name, value in results[4].items():
        params[name][...] = value
    return results


class _Adding(Network):
    """Never forgets a gradient."""

    total = None
    adding = LAYERS

    def backward(self):
        """Adds up the gradients of all steps."""
        douts = super().backward()
        right = self.grads
        self.total = right if self.total is None else {name: self.total[name] + right[name] for name in right}
        for name, (layer, own) in PARAMETERS.items():
            if layer in self.adding:
                self.layers[layer].grads[own] = self.total[name]
        return douts


class _AddingAffine(_Adding):
    """Never forgets a gradient of the affine layers."""

    adding = ("affine1", "affine2")


def gradients_add_up(solve, x, labels, params, batches, lr, x_test):
    """Gradients of earlier steps were added in. Each step begins with fresh ones: assign them in backward."""
    return train(_Adding(params, **replaced(solve)), x, labels, batches, lr, x_test)


def gradients_add_up__affine(solve, x, labels, params, batches, lr, x_test):
    """The affine layers add to the gradients of earlier steps. Each step begins with fresh ones: assign them."""
    return train(_AddingAffine(params, **replaced(solve)), x, labels, batches, lr, x_test)


def first_batch_only(solve, x, labels, params, batches, lr, x_test):
    """Every step trained on the first batch. Step i takes x[batches[i]]."""
    return solve(x, labels, params, batches[:1].repeat(len(batches), axis=0), lr, x_test)


def ignores_batches(solve, x, labels, params, batches, lr, x_test):
    """Every step trained on all of x. Step i takes x[batches[i]] and labels[batches[i]] only."""
    return solve(x, labels, params, np.arange(len(x))[None].repeat(len(batches), axis=0), lr, x_test)


def loss_after_update(solve, x, labels, params, batches, lr, x_test):
    """The losses were taken after the updates. Take that of the forward pass before the update."""
    outs, douts, grads, _, _, predictions = solve(x, labels, params, batches, lr, x_test)
    network, after = Network(params, **replaced(solve)), []
    for batch in batches:
        network.forward(x[batch], labels[batch])
        network.backward()
        network.update(lr)
        network.forward(x[batch], labels[batch])
        after.append(network.softmax.loss)
    return outs, douts, grads, np.array(after), network.params, predictions


def returns_start(solve, x, labels, params, batches, lr, x_test):
    """The parameters came back as they were. Return those after the last step."""
    outs, douts, grads, losses, _, predictions = solve(x, labels, params, batches, lr, x_test)
    return outs, douts, grads, losses, {name: value.copy() for name, value in params.items()}, predictions


def predicts_probability(solve, x, labels, params, batches, lr, x_test):
    """predictions are scores. Return for each image the class of the largest: argmax over axis 1."""
    *rest, after, _ = solve(x, labels, params, batches, lr, x_test)
    return (*rest, after, Network(after, **replaced(solve)).scores(x_test))


def predicts_probability__largest(solve, x, labels, params, batches, lr, x_test):
    """predictions are the largest scores. Return the classes that have them: argmax over axis 1."""
    *rest, after, _ = solve(x, labels, params, batches, lr, x_test)
    return (*rest, after, Network(after, **replaced(solve)).scores(x_test).max(axis=1))


def douts_one_layer_off(solve, x, labels, params, batches, lr, x_test):
    """douts holds what each layer received. Keep what its backward gave back, under its own name."""
    outs, douts, *rest = solve(x, labels, params, batches, lr, x_test)
    received = {name: douts[after] for name, after in zip(LAYERS, (*LAYERS[1:], "softmax"))}
    return (outs, {**received, "softmax": douts["softmax"]}, *rest)


TRAINING_SLIPS = (
    climbs,
    forgets_lr,
    updates_last_layer_only,
    updates_no_filters,
    updates_no_biases,
    updates_in_place,
    gradients_add_up,
    gradients_add_up__affine,
    first_batch_only,
    ignores_batches,
    loss_after_update,
    returns_start,
    predicts_probability,
    predicts_probability__largest,
    douts_one_layer_off,
)
