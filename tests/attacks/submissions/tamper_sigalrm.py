"""Disarmed timers and ignored signals do not give more time."""

import signal

EXPECT = "fail:timeout-or-crash"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        continue
