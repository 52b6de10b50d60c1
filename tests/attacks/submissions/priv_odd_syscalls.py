"""System calls that no convolution needs are refused."""

import ctypes

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
PROCESS_KEYRING = -2
ROOM = ctypes.create_string_buffer(256)
CALLS = {
    "io_uring_setup": (1, ROOM),
    "userfaultfd": (1,),
    "keyctl": (0, PROCESS_KEYRING, 1, 0, 0),
    "add_key": (b"user\0", b"tatami_attack\0", b"x\0", 1, PROCESS_KEYRING),
    "inotify_init1": (0,),
    "memfd_create": (b"tatami_attack\0", 0),
    "memfd_secret": (0,),
    "personality": (0xFFFFFFFF,),
    "kcmp": (1, 1, 0, 0, 0),
    "open_tree": (-100, b"/\0", 1),
    "name_to_handle_at": (-100, b"/\0", ROOM, ROOM, 0),
    "perf_event_open": (ROOM, 0, -1, -1, 0),
    "bpf": (0, ROOM, 72),
    "ptrace": (0, 0, 0, 0),
}


def conv_forward(x, w, b, stride, padding):
    worked = []
    for name, arguments in CALLS.items():
        attempt(worked, name, syscall, name, *arguments)
    return told(worked, x, w, b, stride, padding)
