"""Seccomp: one filter over system calls, the last layer.

Calls that a function over arrays has no need of answer "not permitted", so that libraries fall back and learners see
an exception. Another architecture's calls end the process. A call newer than this list does not exist.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable

from .. import kernel  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "seccomp"
REMEDY = "A kernel with CONFIG_SECCOMP_FILTER, on x86_64 or aarch64."

_DENIED = """
    fork vfork execve execveat
    ptrace process_vm_readv process_vm_writev pidfd_open pidfd_getfd pidfd_send_signal process_madvise
    process_mrelease kcmp tkill rt_sigqueueinfo rt_tgsigqueueinfo setsid setpgid
    bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register seccomp
    landlock_create_ruleset landlock_add_rule landlock_restrict_self lsm_get_self_attr lsm_set_self_attr
    lsm_list_modules keyctl add_key request_key
    unshare setns mount umount2 pivot_root fsopen fsconfig fsmount fspick move_mount open_tree open_tree_attr
    mount_setattr statmount listmount chroot open_by_handle_at name_to_handle_at
    kexec_load kexec_file_load init_module finit_module delete_module acct swapon swapoff reboot quotactl quotactl_fd
    personality syslog adjtimex clock_adjtime clock_settime settimeofday sethostname setdomainname iopl ioperm
    modify_ldt vhangup lookup_dcookie uselib sysfs _sysctl nfsservctl
    setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
    sched_setaffinity sched_setscheduler sched_setattr sched_setparam setpriority ioprio_set
    move_pages migrate_pages mbind set_mempolicy set_mempolicy_home_node get_mempolicy remap_file_pages
    shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl
    mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr memfd_create memfd_secret
    socket socketpair connect bind listen accept accept4 sendmsg recvmsg sendmmsg recvmmsg setsockopt shutdown
    flock inotify_init inotify_init1 inotify_add_watch inotify_rm_watch fanotify_init fanotify_mark
    vmsplice splice tee cachestat mincore sync syncfs fallocate
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat file_setattr
    setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat
    mknod mknodat link linkat symlink symlinkat rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir
    truncate creat
"""
DENIED = tuple(_DENIED.split())

# Locks and leases are a way to talk through a shared file; F_SETOWN sends signals; F_SETPIPE_SZ takes memory.
_FCNTL = (6, 7, 8, 10, 15, 37, 38, 1024, 1026, 1031)
# What isatty(), non-blocking sockets and closing on exec ask for.
_IOCTL_ALLOWED = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# PDEATHSIG, DUMPABLE, SECCOMP, MM, CHILD_SUBREAPER, SYSCALL_USER_DISPATCH, SCHED_CORE, PTRACER
_PRCTL = (1, 4, 22, 35, 36, 59, 62, 0x59616D61)

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = _ERRNO | 1, _ERRNO | 38

_ANY_PID = 0x7ABCDEF0  # stands for a number that is known in the runner only

Instruction = tuple[int, int, int, int]


def program(pid: int) -> list[Instruction]:
    """The filter for a process with this id (its own, as it sees it)."""
    nr = kernel.NR
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, kernel.AUDIT_ARCH),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if kernel.ARCH == "x86_64":
        code += [(_AT_LEAST, 0, 1, kernel.X32), (_RETURN, 0, 0, _KILL)]
    code += [(_AT_LEAST, 0, 1, kernel.NEWEST + 1), (_RETURN, 0, 0, _ENOSYS)]
    code += _on(nr["clone3"], [(_RETURN, 0, 0, _ENOSYS)])
    code += _on(nr["clone"], _only_threads())
    code += _on(nr["kill"], _refuse_unless(_FIRST, (pid,)))
    code += _on(nr["tgkill"], _refuse_unless(_FIRST, (pid,)))
    code += _on(nr["prlimit64"], _refuse_unless(_FIRST, (0, pid)))
    code += _on(nr["fcntl"], _refuse_if(_SECOND, _FCNTL))
    code += _on(nr["ioctl"], _refuse_unless(_SECOND, _IOCTL_ALLOWED))
    code += _on(nr["prctl"], _refuse_if(_FIRST, _PRCTL))
    for name in DENIED:
        if name in nr:
            code += _on(nr[name], [(_RETURN, 0, 0, _EPERM)])
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _on(number: int, then: list[Instruction]) -> list[Instruction]:
    """``then``, which returns, for one call."""
    return [(_EQUAL, 0, len(then), number), *then]


# Arguments are looked at as 32 bits, as the kernel does with each of these.


def _refuse_if(argument: int, values: tuple[int, ...]) -> list[Instruction]:
    tests = [(_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [(_LOAD, 0, 0, argument), *tests, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]


def _refuse_unless(argument: int, values: tuple[int, ...]) -> list[Instruction]:
    tests = [(_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [(_LOAD, 0, 0, argument), *tests, (_RETURN, 0, 0, _EPERM), (_RETURN, 0, 0, _ALLOW)]


def _only_threads() -> list[Instruction]:
    return [
        (_LOAD, 0, 0, _FIRST),
        (_ANY_BIT, 0, 2, kernel.CLONE_THREAD),
        (_ANY_BIT, 1, 0, kernel.CLONE_ANY_NEW & ~0xFF),  # the low byte is a signal there
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _EPERM),
    ]


def rules() -> bytes:
    """The filter for any process, gathered once; ``apply`` fills in which."""
    return kernel.assemble(program(_ANY_PID))


def apply(rules: bytes) -> None:
    """Install the filter. ``capabilities`` comes first; nothing can be installed later."""
    kernel.install_filter(rules.replace(struct.pack("<I", _ANY_PID), struct.pack("<I", os.getpid())))


def probe() -> None:
    """Install it, then make a socket, a process, a lock, and signal the parent."""
    kernel.no_new_privileges()
    parent = os.getppid()
    apply(rules())
    for what, attempt in attempts(parent).items():
        try:
            attempt()
        except PermissionError:
            continue
        raise Leak(f"{what} works")


def attempts(parent: int) -> dict[str, Callable[[], object]]:
    """What the filter must refuse with "not permitted", by name."""
    return {
        "socket": lambda: socket.socket().close(),
        "fork": fork,
        "execve": lambda: os.execve("/nonexistent", ["x"], {}),
        "kill": lambda: os.kill(parent, 0),
        "chmod": lambda: os.chmod("/nonexistent", 0),
    }


def fork() -> None:
    """Make a process and end it."""
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
