"""Numbers worked out on one core, whatever else the machine is doing.

BLAS and OpenMP start a thread for each core and let them wait for each other by spinning: where
other programs want the cores too, that takes several times the processor time and no less of the
officer's. The limit holds for this process and while it is asked for, not for the environment.
"""

from contextlib import AbstractContextManager

from threadpoolctl import ThreadpoolController


def one_core() -> AbstractContextManager[object]:
    """To be called once scikit-learn is loaded: only libraries that are there are limited."""
    limited: AbstractContextManager[object] = ThreadpoolController().limit(limits=1)
    return limited
