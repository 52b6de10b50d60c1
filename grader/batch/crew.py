"""Where the work of a batch is done: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any

from grader.batch import worker
from grader.errors import GraderError, UsageError
from grader.messages import _

PATIENCE = 5.0
"""Seconds to wait for a scheduler."""


class Local:
    """Processes of this machine, each with a judge and a sandbox of its own."""

    def __init__(self, jobs: int | None = None) -> None:
        self.size = jobs or _cores()
        self._pool: ProcessPoolExecutor | None = None

    def executor(self) -> Executor:
        """A new pool; the old one, which has broken, is let go."""
        self.close()
        # spawn: a judge begins clean, and its threads and descriptors are its own
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(self.size, mp_context=context, initializer=worker.begin)
        return self._pool

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Cluster:
    """The workers of a Dask cluster at ``address``. They need the same grader and the same course as this machine."""

    def __init__(self, address: str) -> None:
        """Raises UsageError when nobody answers there, or Dask is not installed."""
        try:
            from distributed import Client
        except ModuleNotFoundError:
            text = _("A Dask cluster needs Dask: run `python -m pip install 'tatami-grader[cluster]'`.")
            raise UsageError(text) from None
        try:
            self._client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
            self.size = max(1, sum(self._client.nthreads().values()))
        except (OSError, ValueError, TimeoutError) as error:
            text = _("No Dask scheduler answers at {address} ({why}). Start one with `dask scheduler`.")
            raise UsageError(text.format(address=address, why=error)) from None

    def executor(self) -> Executor:
        """The cluster as an executor. It replaces workers that die by itself."""
        if not self._client.nthreads():
            raise GraderError(_("The Dask cluster has no workers. Start some with `dask worker ADDRESS`."))
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def close(self) -> None:
        """Leave the cluster, which goes on."""
        self._client.close()
