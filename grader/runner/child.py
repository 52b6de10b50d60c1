"""The student's process: started by path, knows nothing but how to call a function.

    python -I -S -B child.py FD NUMPY_FOLDER MEMORY CPU

It imports the standard library, NumPy and the wire format beside it; it takes sources and arguments from one socket
and gives back values. It never holds a reference, an expected value, a score or a secret: whatever a submission does
in here, it can only change what it answers.

The finder below turns a forbidden import into a clear sentence. It is a courtesy, not a wall.
"""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import io
import os
import signal
import socket
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from typing import Any

PRINT_LIMIT = 16 * 1024
GLOBAL = -1  # the place of NumPy's global generator among the arguments that a call has changed
RAISED, MEMORY, TODO, REFUSED, MISSING, SYNTAX, SIGNATURE = range(7)


class Sink(io.TextIOBase):
    """Stands in for stdout and stderr: keeps the first characters, counts the rest."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.kept: list[str] = []
        self.room, self.dropped = PRINT_LIMIT, 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.kept.append(text[: self.room])
        self.dropped += len(text) - len(self.kept[-1])
        self.room -= len(self.kept[-1])
        return len(text)

    def text(self) -> str:
        tail = f"\n[... {self.dropped} more characters]" if self.dropped else ""
        return "".join(self.kept) + tail


class Workspace:
    """Imports the workspace's files from memory, and refuses what is neither NumPy nor the standard library.

    A finder and loader without the base classes of ``importlib.abc``, which take 8 ms to import.
    """

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources
        self.allowed = {"numpy", *sys.stdlib_module_names}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if name in self.sources:
            loader: Any = self
            return ModuleSpec(name, loader, origin=name + ".py")
        if top in self.allowed or top.startswith("_sysconfigdata"):  # the latter is sysconfig's, for numpy.testing
            return None
        raise ModuleNotFoundError(f"{top} is not available here", name=top)

    def create_module(self, spec: ModuleSpec) -> None:
        """None: an ordinary module will do."""

    def exec_module(self, module: types.ModuleType) -> None:
        run(self.sources[module.__name__], module)


def run(source: str, module: types.ModuleType) -> None:
    """Execute source text as the body of a module that calls itself NAME.py."""
    module.__file__ = module.__name__ + ".py"
    exec(compile(source, module.__file__, "exec", dont_inherit=True), module.__dict__)


class Student:
    """Holds the submission's module and answers the judge."""

    def __init__(self, wire: types.ModuleType, sock: socket.socket, generator: Callable[[int], Any]) -> None:
        self.wire: Any = wire
        self.sock, self.generator = sock, generator
        self.sink = Sink()
        self.files: tuple[str, ...] = ()

    def send(self, kind: int, value: Any, count: int = 0) -> None:
        self.sock.sendall(self.wire.message(kind, value, count))

    def own_lines(self, trace: types.TracebackType | None) -> list[list[Any]]:
        """(file, line, function) of the frames that belong to the learner."""
        found = []
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename in self.files:
                found.append([code.co_filename, trace.tb_lineno, code.co_name])
            trace = trace.tb_next
        return found[-20:]

    def own_values(self, trace: types.TracebackType | None) -> dict[str, str]:
        """What the variables were where the learner's own code ended: by name, in a few words."""
        frame = None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self.files:
                frame = trace.tb_frame
            trace = trace.tb_next
        found = {name: described(value) for name, value in (frame.f_locals if frame else {}).items()}
        return {name: text for name, text in [*found.items()][:200] if text}

    def send_error(self, error: BaseException, count: int = 0) -> None:
        category = RAISED
        trace: list[list[Any]] = []
        values: dict[str, str] = {}
        try:
            trace = self.own_lines(error.__traceback__)
            values = self.own_values(error.__traceback__)
            text = str(error)[:4000]
        except BaseException:
            text = ""
        if isinstance(error, MemoryError):
            category = MEMORY
        elif isinstance(error, NotImplementedError):
            category = TODO
        elif isinstance(error, ModuleNotFoundError) and text.endswith("is not available here"):
            category = REFUSED
        elif isinstance(error, SyntaxError) and error.filename in self.files:
            category, text = SYNTAX, str(error.msg)
            trace = [[error.filename, error.lineno or 1, ""]]
        elif isinstance(error, LookupError) and type(error) is Missing:
            category = MISSING
        elif type(error) is WrongArguments:
            category = SIGNATURE
        name = self.wire.type_name(error)
        self.send(self.wire.ERROR, (category, name, text, trace, values, self.sink.text()), count)

    def expired(self, signum: int, frame: types.FrameType | None) -> None:
        """CPU time is over: say on which line, and end. No ``except`` of the learner can catch this."""
        trace: list[list[Any]] = []
        while frame is not None:
            if frame.f_code.co_filename in self.files:
                trace.insert(0, [frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name])
            frame = frame.f_back
        self.send(self.wire.EXPIRED, (trace[-20:], self.sink.text()))
        os._exit(0)

    def load(self, program: dict[str, Any]) -> None:
        name, sources = program["name"], {program["name"]: program["source"], **program["siblings"]}
        self.probes = program["probes"]
        self.files = tuple(key + ".py" for key in sources)
        sys.meta_path.insert(0, Workspace(sources))
        self.module = types.ModuleType(name)
        sys.modules[name] = self.module
        with self.timed(program["seconds"]):
            run(program["source"], self.module)

    @contextlib.contextmanager
    def timed(self, seconds: float) -> Iterator[None]:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGPROF, self.expired)
            signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_PROF, 0)

    def function(self, module: str | None, name: str) -> Callable[..., Any]:
        if module is None or name in vars(self.module):
            home = self.module
        else:
            home = importlib.import_module(module)
        function = getattr(home, name, None)
        if not callable(function):
            raise Missing(name)
        return function

    def call(self, request: dict[str, Any], count: int) -> None:
        function = self.function(request["module"], request["function"])
        args = [self.incoming(arg) for arg in request["args"]]
        check_arguments(function, args)
        before = [self.wire.encode(arg) for arg in args]
        random = random_state(request["args"], self.wire.Seed)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            with self.timed(request["seconds"]):
                value = function(*args)
        mutated = [i for i, arg in enumerate(args) if self.wire.encode(arg) != before[i]]
        if random_state(request["args"], self.wire.Seed) != random:
            mutated.append(GLOBAL)
        own = [w for w in caught if self.is_own(w)][:5]
        remarks = [f"{w.category.__name__}: {str(w.message)[:500]} (line {w.lineno})" for w in own]
        self.send(self.wire.REPLY, (value, mutated, self.sink.text(), remarks), count)

    def is_own(self, warning: warnings.WarningMessage) -> bool:
        return warning.filename in self.files

    def incoming(self, value: Any) -> Any:
        if type(value) is self.wire.Seed:
            return self.generator(value.seed)
        if type(value) is self.wire.Named:
            return self.probe(value.name)
        return value

    def probe(self, name: str) -> Callable[..., Any]:
        """The pack's function called NAME, to be called at most LIMIT times, from "NAME:LIMIT"."""
        name, _, limit = name.partition(":")
        module = types.ModuleType("probes")
        run(self.probes, module)
        return counted(getattr(module, name), int(limit))

    def serve(self, reader: Any) -> None:
        while True:
            kind, count, value = reader.message(1 << 32)
            self.sink.clear()
            try:
                if kind == self.wire.PROGRAM:
                    self.load(value)
                    self.send(self.wire.LOADED, None)
                else:
                    self.call(value, count)
            except BaseException as error:
                self.send_error(error, count)


def described(value: Any) -> str:
    """An array by its shape (and its dtype, where that is not float64), a small plain value or a slice by itself."""
    if isinstance(value, sys.modules["numpy"].ndarray):
        dtype = str(value.dtype)
        return str(value.shape) + ("" if dtype == "float64" else " " + dtype)
    if type(value) is slice and all(type(end) in (int, type(None)) for end in (value.start, value.stop, value.step)):
        ends = (value.start, value.stop) if value.step is None else (value.start, value.stop, value.step)
        return "= " + ":".join("" if end is None else str(end) for end in ends)
    plain = type(value) in (int, float, bool, type(None))
    small = type(value) in (tuple, list) and len(value) < 9 and all(type(one) in (int, float) for one in value)
    text = repr(value) if plain or small else ""
    return "= " + text if text and len(text) < 80 else ""


def counted(function: Callable[..., Any], limit: int) -> Callable[..., Any]:
    """The function, which raises RuntimeError when it is called more than ``limit`` times."""
    calls = 0

    def probe(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > limit:
            raise RuntimeError(f"the function was called more than {limit} times")
        return function(*args)

    return probe


def random_state(args: Any, seed: type) -> Any:
    """The state of NumPy's global generator, where a generator of its own is among the arguments; else None."""
    if not any(type(arg) is seed for arg in args):
        return None
    from numpy.random import get_state

    state: Any = get_state()
    return state[1].tobytes(), state[2:]


class Missing(LookupError):
    """The function asked for is not defined."""


class WrongArguments(TypeError):
    """The function takes other arguments than the stub's."""


def check_arguments(function: Callable[..., Any], args: list[Any]) -> None:
    """Raise WrongArguments when the function cannot be called with as many positional arguments."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*args)
    except TypeError:
        raise WrongArguments(", ".join(signature.parameters)) from None


def limit(memory: int, cpu: int) -> list[str]:
    """Bound address space and CPU time of this process where the platform can; the names of what was bounded."""
    try:
        import resource
    except ImportError:
        return []
    layers = []
    for name, what, value in (("cpu", "RLIMIT_CPU", cpu), ("memory", "RLIMIT_AS", memory), ("core", "RLIMIT_CORE", 0)):
        if what == "RLIMIT_AS" and sys.platform == "darwin":
            continue  # accepted there, and not kept
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, what), (value, value))
            layers.append(name)
    return layers


def load_wire() -> types.ModuleType:
    """The wire format, by path: the grader's package is not importable here."""
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "wire.py")
    spec = importlib.util.spec_from_file_location("_tatami_wire", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def connect(handle: str) -> socket.socket:
    """The one socket; on Windows its description comes through stdin."""
    if sys.platform == "win32":
        size = int.from_bytes(sys.stdin.buffer.read(4), "little")
        return socket.fromshare(sys.stdin.buffer.read(size))
    return socket.socket(fileno=int(handle))


def serve(sock: socket.socket, wire: types.ModuleType, layers: list[str]) -> None:
    """Say that this process is ready, and what holds it, then serve until the judge hangs up."""
    import numpy

    def generator(seed: int) -> Any:
        return numpy.random.default_rng(seed)

    def read(n: int) -> bytearray:
        buffer = bytearray(n)
        view = memoryview(buffer)
        while view:
            got = sock.recv_into(view)
            if not got:
                os._exit(0)
            view = view[got:]
        return buffer

    student = Student(wire, sock, generator)
    student.send(wire.READY, layers)
    sys.stdout = sys.stderr = student.sink
    sys.stdin = io.StringIO()
    student.serve(wire.Reader(read))


def main() -> None:
    """Get ready, and serve."""
    handle, numpy_folder, memory, cpu = sys.argv[1:5]
    sys.argv = [""]
    sys.path.append(numpy_folder)
    sock = connect(handle)
    sock.setblocking(True)
    wire = load_wire()
    del sys.modules["__main__"].__dict__["__file__"]
    serve(sock, wire, ["process", *limit(int(memory), int(cpu))])


if __name__ == "__main__":
    main()
