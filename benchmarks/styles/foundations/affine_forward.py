"""affine_forward in four styles."""

import numpy as np


def matrix_product(x, w, b):
    N = x.shape[0]
    x_flat = x.reshape(N, -1)
    return x_flat @ w + b


def einsum(x, w, b):
    flat = np.reshape(x, (x.shape[0], w.shape[0]))
    out = np.einsum("nd,dm->nm", flat, w)
    out += b
    return out


def loop_over_samples(x, w, b):
    N, M = x.shape[0], w.shape[1]
    out = np.zeros((N, M))
    for n in range(N):
        row = x[n].flatten()
        out[n] = row.dot(w) + b
    return out


def element_loops(x, w, b):
    x_flat = x.reshape(x.shape[0], -1)
    N, D = x_flat.shape
    M = w.shape[1]
    out = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            total = 0
            for d in range(D):
                total += x_flat[n, d] * w[d, m]
            out[n, m] = total + b[m]
    return out


def tensordot(x, w, b):
    rows = np.array([sample.ravel() for sample in x])
    product = np.tensordot(rows, w, axes=(1, 0))
    return np.add(product, b[np.newaxis, :])


SLIPS = {
    "matrix_product": [
        ("does_not_flatten", "x_flat = x.reshape(N, -1)", "x_flat = x"),
        ("flattens_the_batch", "x.reshape(N, -1)", "x.reshape(-1)"),
        ("flattens_the_batch", "x.reshape(N, -1)", "x.reshape(1, -1)"),
        ("order_of_flattening", "x.reshape(N, -1)", 'x.reshape(N, -1, order="F")'),
        ("mixes_samples", "x.reshape(N, -1)", "x.reshape(-1, N).T"),
        ("forgets_bias", " + b", ""),
        ("subtracts_bias", "+ b", "- b"),
        ("multiplies_by_bias", "+ b", "* b"),
        ("transposes_weights", "@ w", "@ w.T"),
        ("reshapes_weights", "@ w", "@ w.reshape(w.shape[1], -1).T"),
        ("outputs_first", "x_flat @ w + b", "(x_flat @ w + b).T"),
        ("outputs_first", "x_flat @ w + b", "w.T @ x_flat.T + b[:, None]"),
        ("loses_an_axis", "x_flat @ w + b", "np.squeeze(x_flat @ w + b)"),
        ("loses_an_axis", "x_flat @ w + b", "(x_flat @ w + b).flatten()"),
        ("reshapes_x_in_place", "x_flat = x.reshape(N, -1)", "x.shape = (N, -1)\n    x_flat = x"),
        ("applies_relu", "x_flat @ w + b", "np.maximum(x_flat @ w + b, 0)"),
        ("sums_over_samples", "x_flat @ w + b", "(x_flat @ w + b).sum(axis=0)"),
        ("bias_of_first_output", "+ b", "+ b[0]"),
        ("bias_of_first_output", "+ b", "+ b.sum()"),
        ("adds_bias_to_weights", "x_flat @ w + b", "x_flat @ (w + b)"),
        ("averages", "x_flat @ w", "x_flat @ w / x_flat.shape[1]"),
        (None, "x_flat @ w + b", "x_flat * w + b"),
        ("multiplies_by_bias", "x_flat @ w + b", "x_flat @ (w * b)"),
        (None, "x.reshape(N, -1)", "x.reshape(N, -1)[::-1]"),
        (("forgets_bias", "transposes_weights"), "x_flat @ w + b", "x_flat @ w.T"),
    ],
    "einsum": [
        ("forgets_bias", "    out += b\n", ""),
        ("subtracts_bias", "out += b", "out -= b"),
        ("multiplies_by_bias", "out += b", "out *= b"),
        ("outputs_first", '"nd,dm->nm", flat, w)\n    out += b', '"nd,dm->mn", flat, w)\n    out += b[:, None]'),
        ("transposes_weights", "dm->nm", "md->nm"),
        ("sums_over_samples", "dm->nm", "dm->m"),
        ("mixes_samples", "np.reshape(x, (x.shape[0], w.shape[0]))", "np.reshape(x, (w.shape[0], x.shape[0])).T"),
        ("does_not_flatten", "np.reshape(x, (x.shape[0], w.shape[0]))", "x"),
        (None, "dm->nm", "dm->nd"),
    ],
    "loop_over_samples": [
        ("forgets_bias", " + b", ""),
        ("order_of_flattening", "x[n].flatten()", 'x[n].flatten("F")'),
        ("order_of_flattening", "x[n].flatten()", "x[n].T.flatten()"),
        ("does_not_flatten", "x[n].flatten()", "x[n]"),
        ("first_sample_only", "    return out", "        return out"),
        ("transposes_weights", "row.dot(w)", "w.dot(row)"),
        ("adds_bias_to_weights", "row.dot(w) + b", "row.dot(w + b)"),
        ("applies_sigmoid", "row.dot(w) + b", "1 / (1 + np.exp(-(row.dot(w) + b)))"),
        (
            "sums_over_samples",
            "np.zeros((N, M))\n    for n in range(N):\n        row = x[n].flatten()\n        out[n] =",
            "np.zeros(M)\n    for n in range(N):\n        row = x[n].flatten()\n        out +=",
        ),
        ("outputs_first", "return out", "return out.T"),
        (None, "x[n].flatten()", "x[0].flatten()"),
        (None, "range(N)", "range(N - 1)"),
    ],
    "element_loops": [
        ("last_product_only", "total += x", "total = x"),
        ("drops_an_input", "range(D)", "range(D - 1)"),
        ("drops_an_input", "range(D)", "range(1, D)"),
        (
            "bias_in_every_term",
            "w[d, m]\n            out[n, m] = total + b[m]",
            "w[d, m] + b[m]\n            out[n, m] = total",
        ),
        ("forgets_bias", " + b[m]", ""),
        ("subtracts_bias", "total + b[m]", "total - b[m]"),
        ("bias_of_first_output", "b[m]", "b[0]"),
        ("first_sample_only", "    return out", "        return out"),
        ("averages", "total + b[m]", "total / D + b[m]"),
        ("transposes_weights", "w[d, m]", "w[m, d]"),
        ("does_not_flatten", "x_flat = x.reshape(x.shape[0], -1)", "x_flat = x"),
        ("multiplies_by_bias", "total + b[m]", "total * b[m]"),
        ("mixes_samples", "x.reshape(x.shape[0], -1)", "x.reshape(-1, x.shape[0]).T"),
        (None, "b[m]", "b[n]"),
        (
            None,
            "            total = 0\n            for d in range(D):\n                total += x_flat[n, d] * w[d, m]\n            out[n, m] = total + b[m]",
            "            for d in range(D):\n                out[n, m] = out[n, m] * x_flat[n, d] + w[d, m]",
        ),
    ],
    "tensordot": [
        ("forgets_bias", "np.add(product, b[np.newaxis, :])", "product"),
        ("subtracts_bias", "np.add", "np.subtract"),
        ("multiplies_by_bias", "np.add", "np.multiply"),
        ("transposes_weights", "axes=(1, 0)", "axes=(1, 1)"),
        ("outputs_first", "np.add(product, b[np.newaxis, :])", "np.add(product.T, b[:, np.newaxis])"),
        ("order_of_flattening", "sample.ravel()", 'sample.ravel(order="F")'),
        ("flattens_the_batch", "np.array([sample.ravel() for sample in x])", "x.ravel()[np.newaxis]"),
        ("sums_over_samples", "np.add(product, b[np.newaxis, :])", "np.add(product, b[np.newaxis, :]).sum(axis=0)"),
        ("first_sample_only", "np.add(product, b[np.newaxis, :])", "np.add(product, b[np.newaxis, :])[0]"),
        ("loses_an_axis", "np.add(product, b[np.newaxis, :])", "np.add(product, b[np.newaxis, :]).squeeze()"),
        ("bias_of_first_output", "b[np.newaxis, :]", "b[0]"),
        ("applies_relu", "np.add(product, b[np.newaxis, :])", "np.maximum(0, np.add(product, b[np.newaxis, :]))"),
        (None, "np.add(product, b[np.newaxis, :])", "np.add(product, b[::-1])"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
