"""One thread for linear algebra, as in every command: many small products are slower on several.

NumPy reads these when it is imported, so they stand here, before any test module.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
