"""There is no socket of any family, not even to oneself."""

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
FAMILIES = {"unix": 1, "inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "alg": 38, "vsock": 40}


def loop():
    """Talk to oneself over TCP."""
    import socket

    server = socket.create_server(("127.0.0.1", 0))
    socket.create_connection(server.getsockname()).close()


def conv_forward(x, w, b, stride, padding):
    worked = []
    for name, number in FAMILIES.items():
        for kind in (1, 2, 3):
            attempt(worked, f"{name} {kind}", syscall, "socket", number, kind, 0)
    attempt(worked, "pair", syscall, "socketpair", 1, 1, 0, bytes(8))
    attempt(worked, "loopback", loop)
    return told(worked, x, w, b, stride, padding)
