"""PyTorch as a second opinion: the oracle of a spec, run live in float64 on a device."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from grader.errors import UsageError
from grader.judge import Expected, split
from grader.messages import _
from grader.model import OracleUse, Spec
from grader.play import private


def torch_use(device: str) -> OracleUse:
    """Which PyTorch would answer. Raises UsageError when it, or the device, is not there."""
    from importlib import metadata  # 25 ms, and most gradings ask no live oracle

    try:
        version = metadata.version("torch")
    except metadata.PackageNotFoundError:
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
def settings(device: str, tf32: bool = False) -> Iterator[Any]:
    """PyTorch on one thread, deterministic, with or without TF32, ``device`` as default; all restored afterwards.

    TF32 is on by default for cuDNN's convolutions, and costs about three digits.
    """
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # read at the first cuBLAS call, asked for by it
    import torch

    cuda, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = (cuda.allow_tf32, cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic)
    threads, deterministic = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    cuda.allow_tf32, cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic = tf32, tf32, False, True
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


def torch_answer(spec: Spec, right: Expected, device: str = "cpu", mode: str = "float64") -> Expected | None:
    """PyTorch's answer to a case, with the reference's tolerances; None where the spec has no oracle, or a law.

    The oracle gets tensors for float arrays, and the other arguments as they are; tensors in its answer come back
    as arrays of the reference's dtype.
    mode   float64 (float32 on mps, which has no float64), float32, tf32 (float32 storage, TF32 products) or bfloat16
    """
    if not spec.recordable or right.raises:
        return None
    outputs = torch_outputs(spec, right, device, mode)
    return replace(right, outputs=tuple(_back(value, one) for value, one in zip(outputs, right.outputs, strict=True)))


def torch_outputs(spec: Spec, right: Expected, device: str = "cpu", mode: str = "float64") -> tuple[Any, ...]:
    """What the spec's oracle returns for a case, one value for each output."""
    assert spec.torch is not None
    with settings(device, tf32=mode == "tf32") as torch:
        dtype = {"float64": torch.float64, "bfloat16": torch.bfloat16}.get(mode, torch.float32)
        if device == "mps" and mode == "float64":
            dtype = torch.float32

        def tensor(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: tensor(part) for key, part in value.items()}
            if not isinstance(value, np.ndarray):
                return type(value)(tensor(v) for v in value) if isinstance(value, tuple | list) else value
            found = torch.tensor(np.ascontiguousarray(value))
            return found.to(device, dtype if value.dtype == np.float64 else found.dtype)

        args = [tensor(private(value)) for value in right.case.args.values()]
        outputs = split(spec, spec.torch(*args))
    if outputs is None:
        raise ValueError(f"the torch oracle returns something other than {', '.join(spec.outputs)}")
    return outputs


def _back(value: Any, like: Any) -> Any:
    if isinstance(like, dict):
        return {key: _back(value[key], part) for key, part in like.items()}
    if isinstance(like, tuple | list):
        return type(like)(_back(one, part) for one, part in zip(value, like, strict=True))
    if not hasattr(value, "detach"):
        return value
    value = value.detach().cpu()
    array = (value.double() if value.is_floating_point() else value).numpy()
    if isinstance(like, np.ndarray):
        return np.ascontiguousarray(array.astype(like.dtype))
    return type(like)(array.item())
