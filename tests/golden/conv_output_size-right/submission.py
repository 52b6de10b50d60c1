def conv_output_size(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError('does not fit')
    return (size + 2 * padding - kernel) // stride + 1
