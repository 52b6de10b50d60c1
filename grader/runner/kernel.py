"""What the sandbox asks of the Linux kernel, by ctypes: numbers, structures and calls, no policy.

Every call raises OSError when the kernel refuses. Only x86_64 and aarch64 are known; ``ARCH`` is None elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

# name, number on x86_64, number on aarch64; "-" where the architecture has no such call.
_TABLE = """
_sysctl 156 -; accept 43 202; accept4 288 242; acct 163 89; add_key 248 217; adjtimex 159 171; bind 49 200
bpf 321 280; cachestat 451 451; capset 126 91; chmod 90 -; chown 92 -; chroot 161 51; clock_adjtime 305 266
clock_settime 227 112; clone 56 220; clone3 435 435; connect 42 203; creat 85 -; delete_module 176 106
execve 59 221; execveat 322 281; fallocate 285 47; fanotify_init 300 262; fanotify_mark 301 263; fchmod 91 52
fchmodat 268 53; fchmodat2 452 452; fchown 93 55; fchownat 260 54; fcntl 72 25; file_setattr 469 469
finit_module 313 273; flock 73 32; fork 57 -; fremovexattr 199 16; fsconfig 431 431; fsetxattr 190 7
fsmount 432 432; fsopen 430 430; fspick 433 433; futimesat 261 -; get_mempolicy 239 236; init_module 175 105
inotify_add_watch 254 27; inotify_init 253 -; inotify_init1 294 26; inotify_rm_watch 255 28; io_uring_enter 426 426
io_uring_register 427 427; io_uring_setup 425 425; ioctl 16 29; ioperm 173 -; iopl 172 -; ioprio_set 251 30
kcmp 312 272; kexec_file_load 320 294; kexec_load 246 104; keyctl 250 219; kill 62 129; landlock_add_rule 445 445
landlock_create_ruleset 444 444; landlock_restrict_self 446 446; lchown 94 -; link 86 -; linkat 265 37
listen 50 201; listmount 458 458; lookup_dcookie 212 18; lremovexattr 198 15; lsetxattr 189 6
lsm_get_self_attr 459 459; lsm_list_modules 461 461; lsm_set_self_attr 460 460; mbind 237 235; memfd_create 319 279
memfd_secret 447 447; migrate_pages 256 238; mincore 27 232; mkdir 83 -; mkdirat 258 34; mknod 133 -; mknodat 259 33
modify_ldt 154 -; mount 165 40; mount_setattr 442 442; move_mount 429 429; move_pages 279 239; mq_getsetattr 245 185
mq_notify 244 184; mq_open 240 180; mq_timedreceive 243 183; mq_timedsend 242 182; mq_unlink 241 181; msgctl 71 187
msgget 68 186; msgrcv 70 188; msgsnd 69 189; name_to_handle_at 303 264; nfsservctl 180 42; open_by_handle_at 304 265
open_tree 428 428; open_tree_attr 467 467; perf_event_open 298 241; personality 135 92; pidfd_getfd 438 438
pidfd_open 434 434; pidfd_send_signal 424 424; pivot_root 155 41; prctl 157 167; prlimit64 302 261
process_madvise 440 440; process_mrelease 448 448; process_vm_readv 310 270; process_vm_writev 311 271
ptrace 101 117; quotactl 179 60; quotactl_fd 443 443; reboot 169 142; recvmmsg 299 243; recvmsg 47 212
remap_file_pages 216 234; removexattr 197 14; removexattrat 466 466; rename 82 -; renameat 264 38; renameat2 316 276
request_key 249 218; rmdir 84 -; rt_sigqueueinfo 129 138; rt_tgsigqueueinfo 297 240; sched_setaffinity 203 122
sched_setattr 314 274; sched_setparam 142 118; sched_setscheduler 144 119; seccomp 317 277; semctl 66 191
semget 64 190; semop 65 193; semtimedop 220 192; sendmmsg 307 269; sendmsg 46 211; set_mempolicy 238 237
set_mempolicy_home_node 450 450; setdomainname 171 162; setfsgid 123 152; setfsuid 122 151; setgid 106 144
setgroups 116 159; sethostname 170 161; setns 308 268; setpgid 109 154; setpriority 141 140; setregid 114 143
setresgid 119 149; setresuid 117 147; setreuid 113 145; setsid 112 157; setsockopt 54 208; settimeofday 164 170
setuid 105 146; setxattr 188 5; setxattrat 463 463; shmat 30 196; shmctl 31 195; shmdt 67 197; shmget 29 194
shutdown 48 210; socket 41 198; socketpair 53 199; splice 275 76; statmount 457 457; swapoff 168 225; swapon 167 224
symlink 88 -; symlinkat 266 36; sync 162 81; syncfs 306 267; sysfs 139 -; syslog 103 116; tee 276 77; tgkill 234 131
tkill 200 130; truncate 76 45; umount2 166 39; unlink 87 -; unlinkat 263 35; unshare 272 97; uselib 134 -
userfaultfd 323 282; utime 132 -; utimensat 280 88; utimes 235 -; vfork 58 -; vhangup 153 58; vmsplice 278 75
"""

NEWEST = 469
"""The newest system call these tables know of; a filter can refuse all that came after."""

X32 = 0x40000000
"""The bit that marks the calls of x86_64's other ABI."""

_AUDIT = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}


def _arch() -> str | None:
    if not sys.platform.startswith("linux") or sys.byteorder != "little" or sys.maxsize < 2**32:
        return None
    machine = os.uname().machine
    return machine if machine in _AUDIT else None


ARCH = _arch()
AUDIT_ARCH = _AUDIT[ARCH][0] if ARCH else 0


def _numbers(column: int) -> dict[str, int]:
    rows = (row.split() for row in _TABLE.replace("\n", "; ").split("; ") if row.strip())
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


NR: dict[str, int] = _numbers(_AUDIT[ARCH][1]) if ARCH else {}
"""The numbers of the calls this architecture has."""

CLONE_THREAD = 0x00010000
CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
CLONE_ANY_NEW = 0x7E020080

MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV, MOUNT_ATTR_NOEXEC = 1, 2, 4, 8
_AT_RECURSIVE = 0x8000
_AT_FDCWD = -100

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 4, 22, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 36, 38, 47

_libc = ctypes.CDLL(None, use_errno=True) if ARCH else None
if _libc is not None:
    _libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


def _checked(what: str, result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def _syscall(name: str, *args: object) -> int:
    assert _libc is not None
    return _checked(name, _libc.syscall(ctypes.c_long(NR[name]), *args))


def _prctl(what: str, option: int, first: int = 0, second: int = 0) -> None:
    assert _libc is not None
    _checked(what, _libc.prctl(option, first, second, 0, 0))


def unshare(flags: int) -> None:
    """Move into new namespaces."""
    _syscall("unshare", ctypes.c_ulong(flags))


def setns(fd: int, flags: int) -> None:
    """Move into the namespaces of the process behind a pidfd."""
    _syscall("setns", ctypes.c_int(fd), ctypes.c_int(flags))


def mount(source: str, target: str, kind: str | None, flags: int = 0, data: str | None = None) -> None:
    """Mount."""
    texts = [text if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    _syscall("mount", *texts[:3], ctypes.c_ulong(flags), texts[3])


def restrict_mount(path: str, attributes: int, recursive: bool = True) -> None:
    """Add attributes (read-only and the like) to a mount, and to all below it."""
    wanted = struct.pack("<QQQQ", attributes, 0, 0, 0)
    flags = ctypes.c_uint(_AT_RECURSIVE if recursive else 0)
    size = ctypes.c_size_t(len(wanted))
    _syscall("mount_setattr", ctypes.c_int(_AT_FDCWD), os.fsencode(path), flags, wanted, size)


def unmount(path: str) -> None:
    """Detach a mount and all below it."""
    _syscall("umount2", os.fsencode(path), ctypes.c_int(MNT_DETACH))


def pivot_root(new: str, old: str) -> None:
    """Make ``new`` the root and put the old root at ``old``."""
    _syscall("pivot_root", os.fsencode(new), os.fsencode(old))


def die_with_parent() -> None:
    """Have SIGKILL sent to this process when the thread that started it ends."""
    _prctl("PDEATHSIG", _PR_SET_PDEATHSIG, 9)


def adopt_orphans() -> None:
    """Become the parent of what this process's children leave behind."""
    _prctl("subreaper", _PR_SET_CHILD_SUBREAPER, 1)


def set_dumpable(yes: bool) -> None:
    """Whether this process's entries in /proc belong to its user, and whether its like may trace it."""
    _prctl("dumpable", _PR_SET_DUMPABLE, int(yes))


def no_new_privileges() -> None:
    """Give up, for good, what a setuid program could give."""
    _prctl("no_new_privs", _PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Empty the bounding, ambient, inheritable, permitted and effective sets."""
    try:
        for capability in range(64):
            _prctl("bounding set", _PR_CAPBSET_DROP, capability)
    except OSError as error:
        # EINVAL: past the last one. EPERM: no right to shrink it, and no program can be executed later anyway.
        if error.errno not in (1, 22):
            raise
    _prctl("ambient set", _PR_CAP_AMBIENT, 4)
    _syscall("capset", struct.pack("<II", 0x20080522, 0), bytes(24))


def landlock_abi() -> int:
    """The version of landlock. Raises OSError where there is none."""
    return _syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(1))


def landlock_ruleset(files: int, network: int, scopes: int, abi: int) -> int:
    """A file descriptor of a ruleset that handles these rights."""
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    attributes = struct.pack("<QQQ", files, network, scopes)
    return _syscall("landlock_create_ruleset", attributes, ctypes.c_size_t(size), ctypes.c_uint(0))


def landlock_allow(ruleset: int, path: str, rights: int) -> None:
    """Allow these rights on a path and all beneath it."""
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", rights, fd)
        _syscall("landlock_add_rule", ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint(0))
    finally:
        os.close(fd)


def landlock_restrict(ruleset: int) -> None:
    """Hold this process to a ruleset from now on."""
    _syscall("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0))


def assemble(instructions: Iterable[tuple[int, int, int, int]]) -> bytes:
    """A BPF program: (code, jump if true, jump if false, constant) each."""
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in instructions)


def install_filter(program: bytes) -> None:
    """Hold this process to a BPF program over its system calls."""
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    box = ctypes.create_string_buffer(head, len(head))
    _prctl("seccomp", _PR_SET_SECCOMP, 2, ctypes.addressof(box))
