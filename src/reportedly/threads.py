"""One thread a process for the libraries of linear algebra.

The matrices of one article are small: more threads wait for each other longer than they
compute, and take the processors of the other workers. The libraries look at these
variables when they are loaded; what the user has set goes before.
"""

from __future__ import annotations

import os

_VARIABLES = ("BLIS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def use_one_thread() -> None:
    """Ask for one thread, here if numpy is not loaded yet, and in processes started later."""
    for variable in _VARIABLES:
        os.environ.setdefault(variable, "1")
