"""PyTorch as a second opinion: the oracle of a spec, run live in float64 on a device."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from grader.errors import UsageError
from grader.judge import Expected, private, split
from grader.messages import _
from grader.model import OracleUse, Spec


def torch_use(device: str) -> OracleUse:
    """Which PyTorch would answer. Raises UsageError when it, or the device, is not there."""
    try:
        version = importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        raise UsageError(_("PyTorch is not installed: run `python -m pip install 'tatami-grader[torch]'`.")) from None
    return OracleUse("torch", "live", version, resolve(device))


def resolve(device: str) -> str:
    """The device that ``device`` (auto, cpu, cuda, mps) means here. Raises UsageError when it is not there."""
    import torch

    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if device == "auto":
        return next(name for name in ("cuda", "mps", "cpu") if there[name])
    if not there.get(device):
        raise UsageError(_("This PyTorch has no device {device}; use --device cpu.").format(device=device))
    return device


@contextmanager
def settings(device: str) -> Iterator[Any]:
    """PyTorch on one thread, deterministic, without TF32, with ``device`` as default; all restored afterwards.

    TF32 is on by default for cuDNN's convolutions, and costs about three digits.
    """
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # read at the first cuBLAS call, asked for by it
    import torch

    cuda, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = (cuda.allow_tf32, cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic)
    threads, deterministic = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    cuda.allow_tf32, cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic = False, False, False, True
    try:
        with torch.device(device):
            yield torch
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(deterministic)
        cuda.allow_tf32, cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic = before


def provenance(device: str) -> dict[str, Any]:
    """What a record must say of where it was made: versions, device, driver, flags."""
    with settings(device) as torch:
        found = {
            "torch": torch.__version__,
            "numpy": np.__version__,
            "device": device,
            "device_name": platform.machine(),
            "dtype": "float32" if device == "mps" else "float64",
            "flags": {"deterministic": True, "tf32": False, "threads": 1},
        }
        if device == "cuda":
            found["device_name"] = torch.cuda.get_device_name()
            found["cuda"] = torch.version.cuda
            found["cudnn"] = torch.backends.cudnn.version()
    return found


def torch_answer(spec: Spec, right: Expected, device: str = "cpu") -> Expected | None:
    """PyTorch's answer to a case, with the reference's tolerances; None where the spec has no oracle.

    The oracle gets float64 tensors (float32 on mps, which has no float64) for float arrays, and the other arguments
    as they are; tensors in its answer come back as arrays.
    """
    if spec.torch is None or right.raises:
        return None
    with settings(device) as torch:

        def tensor(value: Any) -> Any:
            if not isinstance(value, np.ndarray):
                return type(value)(tensor(v) for v in value) if isinstance(value, tuple | list) else value
            if device == "mps" and value.dtype == np.float64:
                value = value.astype(np.float32)
            return torch.tensor(np.ascontiguousarray(value), device=device)

        args = [tensor(private(value)) for value in right.case.args.values()]
        outputs = split(spec, spec.torch(*args))
    if outputs is None:
        raise ValueError(f"the torch oracle returns something other than {', '.join(spec.outputs)}")
    return replace(right, outputs=tuple(_back(value, one) for value, one in zip(outputs, right.outputs, strict=True)))


def _back(value: Any, like: Any) -> Any:
    if not hasattr(value, "detach"):
        return value
    array = value.detach().cpu().numpy()
    if isinstance(like, np.ndarray):
        return np.ascontiguousarray(array.astype(like.dtype))
    return type(like)(array.item())
