def output_size(size, kernel, stride, padding):
    return 1
