"""For the diagnosis: what may be said of how windows lie on an image."""


def windows(place):
    """The conditions of a layer with windows; ``place(*args)`` gives H, W, K_h, K_w, stride, padding."""

    def overlap(*args):
        _, _, K_h, K_w, stride, _ = place(*args)
        return max(K_h, K_w) > stride

    def skip(*args):
        _, _, K_h, K_w, stride, _ = place(*args)
        return min(K_h, K_w) < stride

    def leave_rest(*args):
        H, W, K_h, K_w, stride, padding = place(*args)
        return (H + 2 * padding - K_h) % stride > 0 or (W + 2 * padding - K_w) % stride > 0

    return {
        "windows overlap": overlap,
        "there are gaps between the windows": skip,
        "the stride leaves a rest at the end": leave_rest,
    }


def of_filter(x, w, b, stride, padding, *more):
    """The place of a convolution's windows."""
    return *x.shape[2:], *w.shape[2:], stride, padding


def of_kernel(x, kernel_h, kernel_w, stride, padding):
    """The place of a pooling's windows."""
    return *x.shape[2:], kernel_h, kernel_w, stride, padding


def of_columns(col, x_shape, kernel_h, kernel_w, stride, padding):
    """The place of the windows that col2im puts back."""
    return *x_shape[2:], kernel_h, kernel_w, stride, padding


FILTER, KERNEL, COLUMNS = windows(of_filter), windows(of_kernel), windows(of_columns)
FILTER_BACKWARD = windows(lambda dout, *args: of_filter(*args))
KERNEL_BACKWARD = windows(lambda dout, *args: of_kernel(*args))
