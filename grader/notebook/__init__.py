"""Work in a notebook: exercises as notebooks, and the magic ``%grade``, which grades what a running one has defined."""
