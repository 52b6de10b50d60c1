"""cross_entropy_backward by hand: probabilities, minus what they should have been, through the mean."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, terms

ARGS = {"dout": 3.0, "logits": np.array([[1.0, 3, 2], [2, 0, 0]]), "labels": np.array([1, 2])}


def steps(dout, logits, labels):
    """softmax, the one-hot rows, the difference, dout / N."""
    N, K = logits.shape
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    total = exps.sum(axis=1, keepdims=True)
    p = exps / total
    yield Step(
        "{N} samples, {K} classes. First the probabilities that the logits stand for: softmax of each row.",
        (Figure("logits", logits), Figure("p", p, np.s_[:])),
        tuple(
            f"exp({number(logits[0, k] - logits[0].max())}) / ({terms(exps[0])}) = {number(p[0, k])}" for k in range(K)
        ),
        "p = softmax(logits)",
        {"N": N, "K": K},
    )
    right = np.zeros((N, K))
    for n in range(N):
        right[n, labels[n]] = 1
    places = [(n, int(labels[n])) for n in range(N)]
    yield Step(
        "labels has the number of the right class for each sample. A perfect answer would have 1 there and 0 "
        "everywhere else.",
        (Figure("p", p, places), Figure("labels", labels[:, None]), Figure("onehot", right, places)),
    )
    difference = p - right
    yield Step(
        "The loss of a sample is -log(p[label]). The logarithm undoes the exp, and what is left for the logits is the "
        "difference: probability minus 1 at the right class, the probability itself elsewhere.",
        (Figure("p", p), Figure("p - onehot", difference, places)),
        tuple(
            f"n={n}: " + f"{number(p[n, k])} - {number(right[n, k])} = {number(difference[n, k])}" for n, k in places
        ),
        "p[np.arange(N), labels] -= 1",
    )
    yield Step(
        "Read it as a push. Going against the gradient, the right logit rises and the others fall, the more the more "
        "probable they were. Each row adds up to 0.",
        (Figure("p - onehot", difference, 0),),
        (f"{terms(difference[0])} = {number(np.round(difference[0].sum(), 9))}",),
    )
    dlogits = dout * difference / N
    yield Step(
        "The loss is the mean over {N} samples, so each gets 1/{N} of dout. dout is one number here, {dout}: what the "
        "loss is worth to what comes after it.",
        (Figure("p - onehot", difference), Figure("dlogits", dlogits, np.s_[:])),
        tuple(
            f"dlogits[0, {k}]: {number(dout)} * {factor(difference[0, k])} / {N} = {number(dlogits[0, k])}"
            for k in range(K)
        ),
        "dlogits = dout * p / N",
        {"N": N, "dout": number(dout)},
    )


WALK = Walk(ARGS, steps)
