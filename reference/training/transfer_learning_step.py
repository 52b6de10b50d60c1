"""Transfer learning: a step of gradient descent on the head, while the body stays as it is."""

import math

import numpy as np

from grader import Case, Spec, grid

NAMES = ("x", "labels", "w1", "b1", "w2", "b2", "lr")


def softmax(logits):
    """Each row of logits as probabilities, shifted so that no exponential overflows."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def transfer_learning_step(x, labels, w1, b1, w2, b2, lr):
    """One step on w2 and b2: x (N, D), labels (N,), w1 (D, M), b1 (M,), w2 (M, K), b2 (K,) -> w1, b1, w2, b2.

    Yosinski, Clune, Bengio & Lipson, How transferable are features in deep neural networks? (arXiv 1411.1792).
    """
    features = np.maximum(x @ w1 + b1, 0)
    dlogits = softmax(features @ w2 + b2)
    dlogits[np.arange(len(x)), labels] -= 1
    dlogits /= len(x)
    # Nothing goes back into the body: it is frozen, so its gradient is not even computed.
    return w1, b1, w2 - lr * features.T @ dlogits, b2 - lr * dlogits.sum(axis=0)


def scalar_transfer_learning_step(x, labels, w1, b1, w2, b2, lr):
    """One number at a time, with math.fsum."""
    new_w2, new_b2 = w2.tolist(), b2.tolist()
    for row, label in zip(x.tolist(), labels.tolist()):
        features = [max(math.fsum([b, *(a * w for a, w in zip(row, column))]), 0.0) for b, column in zip(b1, w1.T)]
        logits = [math.fsum([b, *(f * w for f, w in zip(features, column))]) for b, column in zip(b2, w2.T)]
        exps = [math.exp(logit - max(logits)) for logit in logits]
        for k, exp in enumerate(exps):
            d = (exp / math.fsum(exps) - (k == label)) / len(x)
            new_b2[k] -= lr * d
            for m, feature in enumerate(features):
                new_w2[m][k] -= lr * d * feature
    return w1, b1, np.array(new_w2), np.array(new_b2)


def torch_transfer_learning_step(x, labels, w1, b1, w2, b2, lr):
    """PyTorch's autograd for the head only."""
    import torch
    from torch.nn import functional

    w2, b2 = w2.requires_grad_(), b2.requires_grad_()
    loss = functional.cross_entropy(torch.relu(x @ w1 + b1) @ w2 + b2, labels)
    dw2, db2 = torch.autograd.grad(loss, (w2, b2))
    return w1, b1, w2 - lr * dw2, b2 - lr * db2


def magnitude(x, labels, w1, b1, w2, b2, lr):
    """None for the body, which must be equal; an error of the logits is felt in p as 2 p (1 - p) times its size."""
    features = np.abs(x) @ np.abs(w1) + np.abs(b1)
    felt = 2 * (features @ np.abs(w2) + np.abs(b2)).max(axis=1, keepdims=True)
    p = softmax(np.maximum(x @ w1 + b1, 0) @ w2 + b2)
    dlogits = (p * (1 + felt * (1 - p)) + np.eye(len(b2))[labels]) / len(x)
    return None, None, np.abs(w2) + lr * features.T @ dlogits, np.abs(b2) + lr * dlogits.sum(axis=0)


def _draw(rng, N, D, M, K, lr=0.5, stretch=1.0):
    """Every class occurs if it can, and every feature is on for some of the images and off for others."""
    while True:
        x, w1, b1 = grid(rng, N, D, limit=2), grid(rng, D, M, limit=1), grid(rng, M, limit=1)
        on = x @ w1 + b1 > 0
        if on.any(axis=0).all() and (not on.all() or N == 1):
            break
    labels = rng.permutation(np.arange(N) % K)
    return dict(zip(NAMES, (x, labels, w1, b1, stretch * grid(rng, M, K, limit=1), grid(rng, K, limit=1), lr)))


def cases(rng):
    """One image to follow by hand, sizes that all differ, and logits that overflow exp."""
    by_hand = ([[1, 2]], [1], [[1, -1, 0], [1, 1, -1]], [0, 0, 1], [[1, 1], [-1, -1], [2, 0]], [0, 0], 0.5)
    arrays = [np.array(numbers, int if name == "labels" else float) for name, numbers in zip(NAMES, by_hand[:-1])]
    yield Case("by hand: one image, two classes with equal logits", dict(zip(NAMES, (*arrays, 0.5))))
    yield Case("7 images, 4 numbers, 5 features, 3 classes", _draw(rng, 7, 4, 5, 3))
    args = _draw(rng, 6, 3, 4, 5, lr=0.125)
    args["x"], args["w2"] = np.asfortranarray(args["x"]), np.asfortranarray(args["w2"])
    yield Case("x and w2 are not contiguous", args)
    yield Case("logits in the thousands", _draw(rng, 5, 4, 6, 3, lr=2.0, stretch=1024.0))
    yield Case("as many numbers as features", _draw(rng, 5, 4, 4, 3, lr=0.25))
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, D, M, K = (int(n) for n in rng.integers([3, 2, 2, 2], [9, 6, 7, 6]))
        yield Case(name, _draw(rng, N, D, M, K, lr=int(rng.integers(1, 9)) / 8), hidden=True)


def _forward(x, w1, b1, w2, b2):
    features = np.maximum(x @ w1 + b1, 0)
    return features, softmax(features @ w2 + b2)


def _one_hot(labels, K):
    return np.eye(K)[labels]


def _head(x, labels, w1, b1, w2, b2, lr, dlogits=None, features=None):
    """A step of the head with another gradient for the logits, or other features for dw2."""
    right, p = _forward(x, w1, b1, w2, b2)
    d = (p - _one_hot(labels, len(b2))) / len(x) if dlogits is None else dlogits(p, _one_hot(labels, len(b2)))
    used = right if features is None else features
    return w1, b1, w2 - lr * used.T @ d, b2 - lr * d.sum(axis=0)


def _body(x, labels, w1, b1, w2, b2, lr):
    """The step of the body that should not be taken."""
    features, p = _forward(x, w1, b1, w2, b2)
    d = ((p - _one_hot(labels, len(b2))) / len(x)) @ w2.T * (features > 0)
    return w1 - lr * x.T @ d, b1 - lr * d.sum(axis=0)


def trains_body(solve, x, labels, w1, b1, w2, b2, lr):
    """The body was trained, too. It is frozen: give w1 and b1 back as they came."""
    return *_body(x, labels, w1, b1, w2, b2, lr), *solve(x, labels, w1, b1, w2, b2, lr)[2:]


def trains_body__unmasked(solve, x, labels, w1, b1, w2, b2, lr):
    """The body was trained, too, and past its relu. It is frozen: give w1 and b1 back as they came."""
    _, p = _forward(x, w1, b1, w2, b2)
    d = ((p - _one_hot(labels, len(b2))) / len(x)) @ w2.T
    return w1 - lr * x.T @ d, b1 - lr * d.sum(axis=0), *solve(x, labels, w1, b1, w2, b2, lr)[2:]


def trains_body_weights(solve, x, labels, w1, b1, w2, b2, lr):
    """w1 was trained, too. The whole body is frozen: give w1 back as it came."""
    _, *rest = solve(x, labels, w1, b1, w2, b2, lr)
    return _body(x, labels, w1, b1, w2, b2, lr)[0], *rest


def trains_body_bias(solve, x, labels, w1, b1, w2, b2, lr):
    """b1 was trained, too. The whole body is frozen, its biases as well."""
    _, _, *rest = solve(x, labels, w1, b1, w2, b2, lr)
    return w1, _body(x, labels, w1, b1, w2, b2, lr)[1], *rest


def trains_body_only(solve, x, labels, w1, b1, w2, b2, lr):
    """The head was frozen and the body trained. It is the other way round."""
    return *_body(x, labels, w1, b1, w2, b2, lr), w2, b2


def trains_nothing(solve, x, labels, w1, b1, w2, b2, lr):
    """Nothing was trained: w2 and b2 came back as they were. The head takes a step."""
    return w1, b1, w2, b2


def head_bias_frozen(solve, x, labels, w1, b1, w2, b2, lr):
    """b2 was not trained. It belongs to the head like w2."""
    return (*solve(x, labels, w1, b1, w2, b2, lr)[:3], b2)


def head_weights_frozen(solve, x, labels, w1, b1, w2, b2, lr):
    """w2 was not trained. It belongs to the head like b2."""
    return w1, b1, w2, solve(x, labels, w1, b1, w2, b2, lr)[3]


def head_from_zero(solve, x, labels, w1, b1, w2, b2, lr):
    """The head was set to zero before the step. A new head was made already: w2 and b2 are where it starts."""
    _, _, new_w2, new_b2 = solve(x, labels, w1, b1, w2, b2, lr)
    return w1, b1, new_w2 - w2, new_b2 - b2


def returns_gradients(solve, x, labels, w1, b1, w2, b2, lr):
    """The gradients of the head were returned. Return its parameters after the step: w2 - lr * dw2."""
    _, _, new_w2, new_b2 = solve(x, labels, w1, b1, w2, b2, 1.0)
    return w1, b1, w2 - new_w2, b2 - new_b2


def climbs(solve, x, labels, w1, b1, w2, b2, lr):
    """The step goes uphill: subtract lr times the gradient."""
    return solve(x, labels, w1, b1, w2, b2, -lr)


def forgets_lr(solve, x, labels, w1, b1, w2, b2, lr):
    """The step is the whole gradient. Multiply it by lr."""
    return solve(x, labels, w1, b1, w2, b2, 1.0)


def sums_over_batch(solve, x, labels, w1, b1, w2, b2, lr):
    """The gradient is that of a sum over the batch. The loss is a mean: divide by N."""
    return solve(x, labels, w1, b1, w2, b2, lr * len(x))


def divides_twice(solve, x, labels, w1, b1, w2, b2, lr):
    """The gradient was divided by N twice."""
    return solve(x, labels, w1, b1, w2, b2, lr / len(x))


def divides_by_classes(solve, x, labels, w1, b1, w2, b2, lr):
    """The gradient was divided by the number of all logits. The mean is taken over the N images only."""
    return solve(x, labels, w1, b1, w2, b2, lr / len(b2))


def bias_by_mean(solve, x, labels, w1, b1, w2, b2, lr):
    """db2 is a mean over the batch of what was divided by N already. Sum it."""
    _, _, new_w2, new_b2 = solve(x, labels, w1, b1, w2, b2, lr)
    return w1, b1, new_w2, b2 + (new_b2 - b2) / len(x)


def bias_not_summed(solve, x, labels, w1, b1, w2, b2, lr):
    """b2 has a row for each image. Sum its gradient over the batch: axis 0."""
    _, p = _forward(x, w1, b1, w2, b2)
    rows = b2 - lr * (p - _one_hot(labels, len(b2))) / len(x)
    return (*solve(x, labels, w1, b1, w2, b2, lr)[:3], rows)


def bias_keeps_axes(solve, x, labels, w1, b1, w2, b2, lr):
    """b2 became a matrix of one row. Without keepdims its gradient has the shape (K,)."""
    *rest, new_b2 = solve(x, labels, w1, b1, w2, b2, lr)
    return (*rest, new_b2[None])


def without_labels(solve, x, labels, w1, b1, w2, b2, lr):
    """The labels are missing in the gradient: it is (softmax - one-hot) / N."""
    return _head(x, labels, w1, b1, w2, b2, lr, lambda p, y: p / len(x))


def without_softmax(solve, x, labels, w1, b1, w2, b2, lr):
    """softmax is missing in the gradient: it is (softmax(logits) - one-hot) / N."""
    logits = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    return _head(x, labels, w1, b1, w2, b2, lr, lambda p, y: (logits - y) / len(x))


def like_squared_error(solve, x, labels, w1, b1, w2, b2, lr):
    """softmax was differentiated by p * (1 - p), as for squared errors. With cross-entropy p - one-hot is all."""
    return _head(x, labels, w1, b1, w2, b2, lr, lambda p, y: (p - y) * p * (1 - p) / len(x))


def softmax_over_batch(solve, x, labels, w1, b1, w2, b2, lr):
    """softmax adds up to 1 over the batch. The probabilities of one image add up to 1: axis=1."""
    logits = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    p = softmax(logits.T).T
    return _head(x, labels, w1, b1, w2, b2, lr, lambda _, y: (p - y) / len(x))


def softmax_overflows(solve, x, labels, w1, b1, w2, b2, lr):
    """exp overflows for large logits. Subtract each row's largest logit first: the probabilities stay the same."""
    exps = np.exp(np.maximum(x @ w1 + b1, 0) @ w2 + b2)
    p = exps / exps.sum(axis=1, keepdims=True)
    return _head(x, labels, w1, b1, w2, b2, lr, lambda _, y: (p - y) / len(x))


def head_without_bias(solve, x, labels, w1, b1, w2, b2, lr):
    """The head lacks b2 in its forward pass: logits = features @ w2 + b2."""
    p = softmax(np.maximum(x @ w1 + b1, 0) @ w2)
    return _head(x, labels, w1, b1, w2, b2, lr, lambda _, y: (p - y) / len(x))


def body_without_bias(solve, x, labels, w1, b1, w2, b2, lr):
    """The body lacks b1 in its forward pass: features = relu(x @ w1 + b1)."""
    return w1, b1, *solve(x, labels, w1, 0 * b1, w2, b2, lr)[2:]


def body_without_relu(solve, x, labels, w1, b1, w2, b2, lr):
    """The relu of the body is missing. Frozen means that it does not learn; it still computes its features."""
    features = x @ w1 + b1
    p = softmax(features @ w2 + b2)
    return _head(x, labels, w1, b1, w2, b2, lr, lambda _, y: (p - y) / len(x), features)


def head_on_sums(solve, x, labels, w1, b1, w2, b2, lr):
    """dw2 was computed with x @ w1 + b1. The head gets the features, after relu."""
    return _head(x, labels, w1, b1, w2, b2, lr, features=x @ w1 + b1)


def head_on_images(solve, x, labels, w1, b1, w2, b2, lr):
    """dw2 was computed with x. What the head gets are the features."""
    new_w2 = _head(x, labels, w1, b1, w2, b2, lr, features=x)[2]
    return w1, b1, new_w2, solve(x, labels, w1, b1, w2, b2, lr)[3]


def decays_body(solve, x, labels, w1, b1, w2, b2, lr):
    """The body shrank a little, as by weight decay. Frozen parameters come back bit for bit."""
    return w1 * (1 - 1e-4), b1 * (1 - 1e-4), *solve(x, labels, w1, b1, w2, b2, lr)[2:]


def returns_head_only(solve, x, labels, w1, b1, w2, b2, lr):
    """Only the head was returned. Return w1, b1, w2, b2: the network is complete with its body."""
    return solve(x, labels, w1, b1, w2, b2, lr)[2:]


def head_first(solve, x, labels, w1, b1, w2, b2, lr):
    """The head was returned first. Return w1, b1, w2, b2."""
    new = solve(x, labels, w1, b1, w2, b2, lr)
    return *new[2:], *new[:2]


def writes_into_head(solve, x, labels, w1, b1, w2, b2, lr):
    """w2 and b2 were changed in place, by -= for instance. Make new arrays: w2 = w2 - lr * dw2."""
    new = solve(x, labels, w1, b1, w2, b2, lr)
    w2[...], b2[...] = new[2:]
    return new


def writes_into_head__weights(solve, x, labels, w1, b1, w2, b2, lr):
    """w2 was changed in place, by -= for instance. Make a new array: w2 = w2 - lr * dw2."""
    new = solve(x, labels, w1, b1, w2, b2, lr)
    w2[...] = new[2]
    return new


def head_from_zero__forward(solve, x, labels, w1, b1, w2, b2, lr):
    """The head was set to zero before the step. A new head was made already: w2 and b2 are where it starts."""
    return solve(x, labels, w1, b1, 0 * w2, 0 * b2, lr)


def without_softmax__shifted(solve, x, labels, w1, b1, w2, b2, lr):
    """softmax is missing in the gradient: it is (softmax(logits) - one-hot) / N."""
    logits = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    shifted = logits - logits.max(axis=1, keepdims=True)
    return _head(x, labels, w1, b1, w2, b2, lr, lambda p, y: (shifted - y) / len(x))


def softmax_over_batch__shifted(solve, x, labels, w1, b1, w2, b2, lr):
    """softmax divides by sums over the batch. The probabilities of one image add up to 1: axis=1."""
    logits = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return _head(x, labels, w1, b1, w2, b2, lr, lambda _, y: (exps / exps.sum(axis=0) - y) / len(x))


spec = Spec(
    solve=transfer_learning_step,
    torch=torch_transfer_learning_step,
    second=scalar_transfer_learning_step,
    cases=cases,
    outputs=("w1", "b1", "w2", "b2"),
    shapes={"x": "N D", "labels": "N", "w1": "D M", "b1": "M", "w2": "M K", "b2": "K"},
    wrong=(
        trains_body,
        trains_body__unmasked,
        trains_body_weights,
        trains_body_bias,
        trains_body_only,
        trains_nothing,
        head_bias_frozen,
        head_weights_frozen,
        head_from_zero,
        head_from_zero__forward,
        returns_gradients,
        climbs,
        forgets_lr,
        sums_over_batch,
        divides_twice,
        divides_by_classes,
        bias_by_mean,
        bias_not_summed,
        bias_keeps_axes,
        without_labels,
        without_softmax,
        without_softmax__shifted,
        like_squared_error,
        softmax_over_batch,
        softmax_over_batch__shifted,
        softmax_overflows,
        head_without_bias,
        body_without_bias,
        body_without_relu,
        head_on_sums,
        head_on_images,
        decays_body,
        returns_head_only,
        head_first,
        writes_into_head,
        writes_into_head__weights,
    ),
    hints=(
        "Seen from the head, the features are its input, as images were for a network of one layer. Which gradients "
        "do you need, and which not at all?",
        "dlogits = (softmax(logits) - one-hot) / N; dw2 = features.T @ dlogits; db2 = sum of dlogits over axis 0. "
        "Then w2 - lr * dw2 and b2 - lr * db2; w1 and b1 stay.",
        "features = np.maximum(x @ w1 + b1, 0); a stable softmax of features @ w2 + b2; subtract 1 at "
        "[np.arange(N), labels]; divide by N; return w1, b1 and the two new arrays.",
    ),
    hints_for={
        "w2": (
            "The head is an affine layer with softmax and cross-entropy. What is its input?",
            "dw2 = features.T @ dlogits with dlogits = (softmax - one-hot) / N; then w2 - lr * dw2.",
            "`features = np.maximum(x @ w1 + b1, 0)`, and at the end `w2 - lr * features.T @ dlogits`.",
        ),
        "b2": (
            "Which shape has b2, and which has dlogits?",
            "db2 = sum of dlogits over the images; dlogits has been divided by N already.",
            "`b2 - lr * dlogits.sum(axis=0)`.",
        ),
    },
    magnitude=magnitude,
)
