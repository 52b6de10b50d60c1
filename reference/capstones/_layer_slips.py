"""What goes wrong in one layer of the capstone's network. A misconception is a class in the place of the right one."""

from functools import partial

import numpy as np

from ._layers import Affine, Convolution, MaxPool, ReLU, SoftmaxWithLoss
from ._network import Network, train
from ._parts import replacing


def _trained(x, labels, params, batches, lr, x_test, **layers):
    return train(Network(params, **layers), x, labels, batches, lr, x_test)


_network = partial(replacing, _trained)


# Convolution


class FlippedForward(Convolution):
    """Turns its filters by 180 degrees in the forward pass only."""

    def forward(self, x):
        """As the right one with turned filters."""
        right = self.params["w"]
        self.params = {**self.params, "w": right[:, :, ::-1, ::-1]}
        out = super().forward(x)
        self.params = {**self.params, "w": right}
        return out


class FlippedConvolution(FlippedForward):
    """Turns its filters by 180 degrees, forward and backward."""

    def backward(self, dout):
        """As the right one with turned filters."""
        right = self.params["w"]
        self.params = {**self.params, "w": right[:, :, ::-1, ::-1]}
        dx = super().backward(dout)
        self.params = {**self.params, "w": right}
        self.grads = {**self.grads, "w": self.grads["w"][:, :, ::-1, ::-1]}
        return dx


@_network(conv=FlippedConvolution)
def conv_flips():
    """conv turns its filters by 180 degrees. As in every framework, the filter is laid on the image as it is."""


@_network(conv=FlippedForward)
def conv_flips__forward():
    """conv turns its filters by 180 degrees in its forward pass. The filter is laid on the image as it is."""


class UnbiasedConvolution(Convolution):
    """Forgets b in the forward pass."""

    def forward(self, x):
        """Without b."""
        return super().forward(x) - self.params["b"].reshape(1, -1, 1, 1)


@_network(conv=UnbiasedConvolution)
def conv_without_bias():
    """conv does not add its bias b: one number for each filter, on all pixels of its channel."""


class AssigningConvolution(Convolution):
    """Assigns where windows overlap, window by window."""

    def backward(self, dout):
        """The last window wins."""
        dx = super().backward(dout)
        w = self.params["w"]
        dx[...] = 0
        for i, j in np.ndindex(dout.shape[2:]):
            share = np.tensordot(dout[:, :, i, j], w, axes=([1], [0]))
            dx[:, :, i : i + w.shape[2], j : j + w.shape[3]] = share
        return dx


@_network(conv=AssigningConvolution)
def conv_assigns_dx():
    """In conv's backward dx was assigned (=) where windows overlap. A pixel collects from all of its windows: +=."""


class AssigningByOffset(Convolution):
    """Assigns where windows overlap, offset by offset."""

    def backward(self, dout):
        """The last offset wins."""
        dx = super().backward(dout)
        w = self.params["w"]
        dx[...] = 0
        for p, q in np.ndindex(w.shape[2:]):
            share = np.tensordot(dout, w[:, :, p, q], axes=([1], [0])).transpose(0, 3, 1, 2)
            dx[:, :, p : p + dout.shape[2], q : q + dout.shape[3]] = share
        return dx


@_network(conv=AssigningByOffset)
def conv_assigns_dx__offsets():
    """In conv's backward dx was assigned (=) where windows overlap. A pixel collects from all windows: +=."""


class FlippedGradient(Convolution):
    """Computes dx with turned filters."""

    def backward(self, dout):
        """A right dw, and dx of other filters."""
        turned = Convolution(self.params["w"][:, :, ::-1, ::-1], self.params["b"])
        turned.columns, turned.x_shape, turned.out_shape = self.columns, self.x_shape, self.out_shape
        super().backward(dout)
        return turned.backward(dout)


@_network(conv=FlippedGradient)
def conv_flips_dx():
    """In conv's backward dx was computed with filters turned by 180 degrees. They go back as they came."""


def _with_gradient(layer, own, rule):
    """A layer whose gradient of the parameter ``own`` is ``rule(right gradient, dout)``."""

    class Wrong(layer):
        def backward(self, dout):
            dx = super().backward(dout)
            self.grads = {**self.grads, own: rule(self.grads[own], dout)}
            return dx

    return Wrong


@_network(conv=_with_gradient(Convolution, "b", lambda db, dout: float(dout.sum())))
def conv_db_is_one_number():
    """conv's db is one number, the sum of all of dout. Each filter has a bias of its own: sum over axes 0, 2 and 3."""


@_network(conv=_with_gradient(Convolution, "w", lambda dw, dout: dw.transpose(1, 2, 3, 0).reshape(dw.shape)))
def conv_dw_reshaped():
    """conv's dw has the right numbers in the wrong places. Columns times dout is (C * K_h * K_w, F): first .T."""


@_network(conv=_with_gradient(Convolution, "w", lambda dw, dout: dw / len(dout)))
def averages_again():
    """conv's dw was divided by the batch size. softmax has done that already: only sums are left."""


@_network(affine1=_with_gradient(Affine, "w", lambda dw, dout: dw / len(dout)),
          affine2=_with_gradient(Affine, "w", lambda dw, dout: dw / len(dout)))  # fmt: skip
def averages_again__affine():
    """The affine layers' dw was divided by the batch size. softmax has done that already: only sums are left."""


@_network(affine1=_with_gradient(Affine, "b", lambda db, dout: dout.mean(axis=0)),
          affine2=_with_gradient(Affine, "b", lambda db, dout: dout.mean(axis=0)))  # fmt: skip
def averages_again__affine_db():
    """The affine layers' db is a mean over the batch. It is a sum: softmax has divided by the batch size already."""


@_network(affine1=_with_gradient(Affine, "b", lambda db, dout: db[None]),
          affine2=_with_gradient(Affine, "b", lambda db, dout: db[None]))  # fmt: skip
def affine_db_keeps_axes():
    """The affine layers' db is a matrix of one row. Without keepdims it gets the shape of b: (M,)."""


# ReLU


class NoReLU(ReLU):
    """Lets everything pass."""

    def forward(self, x):
        """x as it is."""
        super().forward(x)
        return x.copy()


class UnmaskedReLU(ReLU):
    """Lets every gradient pass."""

    def backward(self, dout):
        """dout as it is."""
        return dout.copy()


class SignReLU(ReLU):
    """Looks at the sign of the gradient."""

    def backward(self, dout):
        """Only positive gradients."""
        return np.maximum(dout, 0)


class WritingReLU(ReLU):
    """Writes into what it gets back."""

    def backward(self, dout):
        """Zeros in dout itself."""
        dout[~self.positive] = 0
        return dout


class WritingForward(ReLU):
    """Writes into what it gets."""

    def forward(self, x):
        """Zeros in x itself."""
        out = super().forward(x)
        x[...] = out
        return out


@_network(relu1=UnmaskedReLU, relu2=UnmaskedReLU)
def relu_unmasked():
    """ReLU's backward lets every gradient pass. Where the input was not positive, nothing comes back."""


@_network(relu1=SignReLU, relu2=SignReLU)
def relu_by_gradient():
    """ReLU's backward looks at the sign of dout. It depends on the sign of the input in the forward pass."""


@_network(relu1=WritingReLU, relu2=WritingReLU)
def relu_writes_into_dout():
    """ReLU's backward wrote zeros into dout, which is what the layer after it gave back. Work on a copy."""


@_network(relu1=WritingForward, relu2=WritingForward)
def relu_writes_into_x():
    """ReLU's forward wrote zeros into its input, which is the output of the layer before it. Work on a copy."""


@_network(relu1=NoReLU)
def relu1_missing():
    """relu1 lets negative numbers pass in the forward pass: its output is max(x, 0)."""


@_network(relu2=NoReLU)
def relu2_missing():
    """relu2 lets negative numbers pass in the forward pass: its output is max(x, 0)."""


# MaxPool


class MeanPool(MaxPool):
    """Takes means."""

    def forward(self, x):
        """The mean of the four corners."""
        super().forward(x)
        return sum(self.corners) / 4

    def backward(self, dout):
        """A quarter for each corner."""
        dx = np.zeros_like(self.x)
        H, W = self.x.shape[2] // 2 * 2, self.x.shape[3] // 2 * 2
        for p, q in np.ndindex(2, 2):
            dx[:, :, p:H:2, q:W:2] = dout / 4
        return dx


@_network(pool=MeanPool)
def pool_takes_mean():
    """pool takes the mean of 2x2 pixels. It keeps the largest, and only that one gets the gradient."""


class MeanForward(MaxPool):
    """Takes means, and gives gradients to the largest."""

    def forward(self, x):
        """The mean of the four corners."""
        super().forward(x)
        return sum(self.corners) / 4


@_network(pool=MeanForward)
def pool_takes_mean__forward():
    """pool's forward takes the mean of 2x2 pixels. It keeps the largest."""


class SharingPool(MaxPool):
    """Shares gradients among all pixels."""

    def backward(self, dout):
        """A quarter for each corner."""
        return MeanPool.backward(self, dout)


@_network(pool=SharingPool)
def pool_shares():
    """pool's backward shares dout among the four pixels. All of it goes to the largest."""


class SpreadingPool(MaxPool):
    """Gives every pixel the whole gradient."""

    def backward(self, dout):
        """All for each corner."""
        return 4 * MeanPool.backward(self, dout)


@_network(pool=SpreadingPool)
def pool_spreads():
    """pool's backward gives dout to all four pixels. Only the largest gets it, the others get 0."""


class FirstPool(MaxPool):
    """Gives the gradient to the first pixel."""

    def backward(self, dout):
        """All for the corner at the top left."""
        dx = np.zeros_like(self.x)
        dx[:, :, 0 : self.x.shape[2] // 2 * 2 : 2, 0 : self.x.shape[3] // 2 * 2 : 2] = dout
        return dx


@_network(pool=FirstPool)
def pool_gives_to_first():
    """pool's backward gives dout to the first pixel of each window. It goes to the largest."""


# Affine


class FlatAffine(Affine):
    """Forgets the shape of its input."""

    def backward(self, dout):
        """dx as rows."""
        return super().backward(dout).reshape(len(dout), -1)


class ShapingPool(MaxPool):
    """Brings what arrives as rows back into shape, as the layer before such an affine layer must."""

    def backward(self, dout):
        """Reshape first."""
        return super().backward(dout.reshape(self.out.shape))


@_network(affine1=FlatAffine, pool=ShapingPool)
def affine_dx_flat():
    """affine1's backward gives back one long row per image. Give dx the shape of its input: (N, F, H, W)."""


class ChannelsLast(Affine):
    """Flattens pixels first, channels last."""

    def forward(self, x):
        """Move the channels before flattening."""
        self.images = x.shape
        return super().forward(np.moveaxis(x, 1, -1) if x.ndim == 4 else x)

    def backward(self, dout):
        """Move them back."""
        dx = super().backward(dout)
        return np.moveaxis(dx, -1, 1) if dx.ndim == 4 else dx


class ChannelsLastForward(ChannelsLast):
    """Does not move them back."""

    def backward(self, dout):
        """Only in shape."""
        return Affine.backward(self, dout).reshape(self.images)


@_network(affine1=ChannelsLastForward)
def flattens_channels_last__forward():
    """affine1 flattened its input with the channels last. x.reshape(N, -1) keeps the order (channel, row, column)."""


@_network(affine1=ChannelsLast)
def flattens_channels_last():
    """affine1 flattened its input with the channels last. x.reshape(N, -1) keeps the order (channel, row, column)."""


# Softmax and the loss


def _loss(rule):
    """SoftmaxWithLoss with another loss: ``rule(layer)``."""

    class Wrong(SoftmaxWithLoss):
        def forward(self, scores, labels):
            probs = super().forward(scores, labels)
            with np.errstate(all="ignore"):
                self.loss = float(rule(self))
            return probs

    return Wrong


def _chosen(layer):
    return layer.probs[np.arange(len(layer.probs)), layer.labels]


@_network(softmax=_loss(lambda layer: layer.loss * len(layer.probs)))
def loss_is_sum():
    """The loss is the sum over the batch. It is the mean."""


@_network(softmax=_loss(lambda layer: -np.log(_chosen(layer) + 1e-7).mean()))
def loss_adds_to_probability():
    """1e-7 was added to the probabilities before the log. Use log p = z - max - log(sum(exp(z - max))) instead."""


class Unshifted(SoftmaxWithLoss):
    """Exponentials of the scores as they are."""

    def forward(self, scores, labels):
        """They overflow for scores of a few hundred."""
        self.labels = labels
        with np.errstate(all="ignore"):
            exps = np.exp(scores)
            self.probs = exps / exps.sum(axis=1, keepdims=True)
            self.loss = float(-np.log(_chosen(self)).mean())
        return self.probs


@_network(softmax=Unshifted)
def softmax_overflows():
    """exp overflows for large scores. Subtract each row's largest score first: the probabilities stay the same."""


class UnshiftedLogSum(Unshifted):
    """The loss by the logarithm of the sum."""

    def forward(self, scores, labels):
        """It overflows, too."""
        probs = super().forward(scores, labels)
        with np.errstate(all="ignore"):
            self.loss = float((np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(scores)), labels]).mean())
        return probs


@_network(softmax=UnshiftedLogSum)
def softmax_overflows__log_sum():
    """exp overflows for large scores. First subtract each row's largest score: the probabilities stay the same."""


class UnshiftedLogarithm(Unshifted):
    """Probabilities and loss by the logarithm of the sum."""

    def forward(self, scores, labels):
        """Where it overflows, the probabilities are 0."""
        super().forward(scores, labels)
        with np.errstate(all="ignore"):
            log_probs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
            self.probs = np.exp(log_probs)
            self.loss = -float(log_probs[np.arange(len(labels)), labels].mean())
        return self.probs


@_network(softmax=UnshiftedLogarithm)
def softmax_overflows__logarithm():
    """exp overflows for large scores. First subtract each row's largest score: the probabilities stay the same."""


class MultiplyingReLU(ReLU):
    """Right, but a nan that arrives comes back everywhere."""

    def backward(self, dout):
        """Times zero is not zero for nan."""
        return dout * self.positive


class MultiplyingPool(MaxPool):
    """Right, but a nan that arrives comes back in the whole window."""

    def backward(self, dout):
        """Times zero is not zero for nan."""
        return super().backward(np.ones_like(dout)) * np.pad(
            dout.repeat(2, axis=2).repeat(2, axis=3), [(0, 0), (0, 0), *((0, n % 2) for n in self.x.shape[2:])]
        )


@_network(softmax=Unshifted, relu1=MultiplyingReLU, relu2=MultiplyingReLU, pool=MultiplyingPool)
def softmax_overflows__spreading():
    """exp overflows for large scores, and nan spreads from there. Subtract each row's largest score first."""


@_network(softmax=UnshiftedLogSum, relu1=MultiplyingReLU, relu2=MultiplyingReLU, pool=MultiplyingPool)
def softmax_overflows__log_sum_spreading():
    """exp overflows for large scores, and nan spreads from there. First subtract each row's largest score."""


class OverBatch(SoftmaxWithLoss):
    """Normalises columns."""

    def forward(self, scores, labels):
        """The probabilities of a class add up to 1 over the batch."""
        self.labels = labels
        exps = np.exp(scores - scores.max(axis=0))
        self.probs = exps / exps.sum(axis=0)
        with np.errstate(all="ignore"):
            self.loss = float(-np.log(_chosen(self)).mean())
        return self.probs


@_network(softmax=OverBatch)
def softmax_over_batch():
    """softmax divides by sums over the batch. The probabilities of one image add up to 1: axis=1."""


class ShiftedOverBatch(SoftmaxWithLoss):
    """Exponentials as they should be, divided by sums over the batch."""

    def forward(self, scores, labels):
        """The loss is taken of these probabilities."""
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        super().forward(scores, labels)
        self.probs = exps / exps.sum(axis=0)
        with np.errstate(all="ignore"):
            self.loss = float(-np.log(_chosen(self)).mean())
        return self.probs


@_network(softmax=ShiftedOverBatch)
def softmax_over_batch__shifted():
    """softmax divides by sums over the batch. The probabilities of one image add up to 1: axis=1."""


class ShiftedOverBatchRightLoss(ShiftedOverBatch):
    """The same with a loss of its own."""

    def forward(self, scores, labels):
        """The loss is right."""
        probs = super().forward(scores, labels)
        self.loss = _right_loss(scores, labels)
        return probs


def _right_loss(scores, labels):
    layer = SoftmaxWithLoss()
    layer.forward(scores, labels)
    return layer.loss


@_network(softmax=ShiftedOverBatchRightLoss)
def softmax_over_batch__right_loss():
    """softmax divides by sums over the batch. The probabilities of one image add up to 1: axis=1."""


def _dscores(rule):
    """SoftmaxWithLoss with another gradient: ``rule(layer)``."""

    class Wrong(SoftmaxWithLoss):
        def backward(self):
            return rule(self)

    return Wrong


def _one_hot(layer):
    return np.eye(layer.probs.shape[1])[layer.labels]


@_network(softmax=_dscores(lambda layer: layer.probs - _one_hot(layer)))
def softmax_not_divided():
    """softmax's gradient was not divided by the batch size: the loss is a mean."""


@_network(softmax=_dscores(lambda layer: layer.probs / len(layer.probs)))
def softmax_without_labels():
    """softmax's gradient is missing the labels: (probabilities - one-hot labels) / B."""


@_network(softmax=_dscores(lambda layer: (_one_hot(layer) - layer.probs) / len(layer.probs)))
def softmax_reversed():
    """softmax's gradient has the opposite sign: it is probabilities minus one-hot labels, over B."""


LAYER_SLIPS = (
    conv_flips,
    conv_flips__forward,
    conv_without_bias,
    conv_assigns_dx,
    conv_assigns_dx__offsets,
    conv_flips_dx,
    conv_db_is_one_number,
    conv_dw_reshaped,
    averages_again,
    averages_again__affine,
    averages_again__affine_db,
    affine_db_keeps_axes,
    relu_unmasked,
    relu_by_gradient,
    relu_writes_into_dout,
    relu_writes_into_x,
    relu1_missing,
    relu2_missing,
    pool_takes_mean,
    pool_takes_mean__forward,
    pool_shares,
    pool_spreads,
    pool_gives_to_first,
    affine_dx_flat,
    flattens_channels_last,
    flattens_channels_last__forward,
    loss_is_sum,
    loss_adds_to_probability,
    softmax_overflows,
    softmax_overflows__log_sum,
    softmax_overflows__logarithm,
    softmax_overflows__spreading,
    softmax_overflows__log_sum_spreading,
    softmax_over_batch,
    softmax_over_batch__shifted,
    softmax_over_batch__right_loss,
    softmax_not_divided,
    softmax_without_labels,
    softmax_reversed,
)
